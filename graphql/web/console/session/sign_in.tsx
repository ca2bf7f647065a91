/** Signing in: address and password or the identity provider, then the second factor where one is asked for. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { AppForm } from "./app_form";
import { CodeForm } from "./code_form";
import { PairForm } from "./pair_form";
import { RecoveryCodes } from "./recovery_codes";
import type { Failure } from "./refusal";
import { isLocked, Refused } from "./refused";
import { type Proof, signIn, type Ways } from "./requests";
import styles from "./sign_in.module.css";
import { type Step, stepAfter } from "./steps";

interface SignInProps {
  ways: Ways;
  /** Where something is known already: somebody is back from the identity provider, or was invited. */
  first?: Step;
  /** Where the identity provider sends them back to. */
  returnTo: string;
  onSignedIn: () => void;
}

export function SignIn({ ways, first = { kind: "pair" }, returnTo, onSignedIn }: SignInProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step>(first);
  const [failure, setFailure] = useState<Failure>();
  const [isPending, setIsPending] = useState(false);

  const show = (next: Step | Failure) => {
    if (next.kind === "away" || next.kind === "refused") {
      setFailure(next);
    } else {
      setStep(next);
    }
  };
  const send = async (proof: Proof, code?: string) => {
    setIsPending(true);
    setFailure(undefined);
    const answer = await signIn(proof, code);
    if (answer.kind !== "done") {
      show(await stepAfter(proof, answer));
    } else if (answer.body.recoveryCodes) {
      show({ kind: "recovery", codes: answer.body.recoveryCodes });
    } else {
      onSignedIn();
    }
    setIsPending(false);
  };
  const common = {
    isPending,
    isLocked: isLocked(failure),
    onBack: () => {
      setFailure(undefined);
      setStep({ kind: "pair" });
    },
  };

  return (
    <div className={styles.signIn}>
      <Refused failure={failure} onOver={() => setFailure(undefined)} />
      {step.kind === "pair" ? (
        <PairForm
          {...common}
          ways={ways}
          returnTo={returnTo}
          onSubmit={(email, password) => void send({ kind: "password", email, password })}
        />
      ) : step.kind === "code" ? (
        <CodeForm
          {...common}
          help={t`Six digits of your authenticator app, or one of your recovery codes.`}
          onSubmit={(code) => void send(step.proof, code)}
        />
      ) : step.kind === "app" ? (
        <AppForm
          lead={t`Your role asks for a second factor. Read this picture with an authenticator app.`}
          {...common}
          setup={step.setup}
          onSubmit={(code) => void send(step.proof, code)}
        />
      ) : (
        <RecoveryCodes codes={step.codes} onDone={onSignedIn} />
      )}
    </div>
  );
}
