/** Whoever was invited says their name and takes a password; then they are signed in. The link is good once. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import {
  acceptInvitation,
  Entrance,
  type Failure,
  NewcomerForm,
  Refused,
  type Step,
  signIn,
  stepAfter,
} from "../../session";

interface InvitationProps {
  /** Of the address's fragment, which no server is sent. */
  secret: string;
  /** They are signed in, or what is missing for that. */
  onAccepted: (next: Step | undefined) => void;
}

export function Invitation({ secret, onAccepted }: InvitationProps) {
  const { t } = useLingui();
  const [failure, setFailure] = useState<Failure>();
  const [isPending, setIsPending] = useState(false);
  const accept = async (name: string, password: string) => {
    setIsPending(true);
    setFailure(undefined);
    const accepted = await acceptInvitation({ secret, name, password });
    if (accepted.kind !== "done") {
      setFailure(accepted);
      setIsPending(false);
      return;
    }
    const proof = { kind: "password", email: accepted.body.email, password } as const;
    const answer = await signIn(proof);
    const next = answer.kind === "done" ? undefined : await stepAfter(proof, answer);
    const isFailed = next?.kind === "away" || next?.kind === "refused";
    onAccepted(isFailed ? { kind: "pair" } : next);
  };
  return (
    <Entrance title={t`You are invited`} lead={t`Say who you are and take a password.`}>
      <Refused
        failure={failure}
        reasons={{ GONE: t`This invitation was used or is too old. Ask for a new one.` }}
        onOver={() => setFailure(undefined)}
      />
      <NewcomerForm
        submit={t`Join`}
        isPending={isPending}
        onSubmit={({ name, password }) => void accept(name, password)}
      />
    </Entrance>
  );
}
