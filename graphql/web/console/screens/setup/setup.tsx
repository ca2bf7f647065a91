/** The first admin of a new server: whoever has the secret that the server showed where it was started. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import {
  createFirstAdmin,
  Entrance,
  type Failure,
  FirstSteps,
  NewcomerForm,
  Refused,
} from "../../session";

interface SetupProps {
  /** Of the address's fragment, which no server is sent; empty where somebody came without it. */
  secret: string;
  onSignedIn: () => void;
}

export function Setup({ secret, onSignedIn }: SetupProps) {
  const { t } = useLingui();
  const [failure, setFailure] = useState<Failure>();
  const [isPending, setIsPending] = useState(false);
  return (
    <Entrance
      title={t`Welcome to Switchboard`}
      lead={t`This server has nobody yet. You become its first admin.`}
      steps={<FirstSteps now="you" />}
    >
      <Refused
        failure={failure}
        reasons={{
          GONE: t`This secret is wrong, used or too old. \`switchboard admin invite\` shows a new one.`,
        }}
        onOver={() => setFailure(undefined)}
      />
      <NewcomerForm
        submit={t`Continue`}
        hasEmail
        hasSecret={secret === ""}
        isPending={isPending}
        onSubmit={async (input) => {
          setIsPending(true);
          setFailure(undefined);
          const answer = await createFirstAdmin({ ...input, secret: secret || input.secret });
          setIsPending(false);
          if (answer.kind === "done") {
            onSignedIn();
          } else {
            setFailure(answer);
          }
        }}
      />
    </Entrance>
  );
}
