/** The authenticator app: set up with a code of it, and taken away with one. */
import { Trans, useLingui } from "@lingui/react/macro";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useMutation } from "urql";
import type { OperatorBeginTotpMutation } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { AppForm, CodeForm, RecoveryCodes } from "../../session";
import { problemOf } from "../../shell";
import { OPERATOR_BEGIN_TOTP, OPERATOR_CONFIRM_TOTP, OPERATOR_DISABLE_TOTP } from "./documents";
import styles from "./second_factor.module.css";

type TotpSetup = NonNullable<OperatorBeginTotpMutation["operatorBeginTotp"]["setup"]>;

type Step =
  | { kind: "rest" }
  | { kind: "app"; setup: TotpSetup }
  | { kind: "recovery"; codes: readonly string[] }
  | { kind: "disable" };

interface SecondFactorProps {
  hasTotp: boolean;
  onChanged: () => void;
}

export function SecondFactor({ hasTotp, onChanged }: SecondFactorProps) {
  const { t, i18n } = useLingui();
  const [step, setStep] = useState<Step>({ kind: "rest" });
  const [problem, setProblem] = useState<string>();
  const [beginning, begin] = useMutation(OPERATOR_BEGIN_TOTP);
  const [confirming, confirm] = useMutation(OPERATOR_CONFIRM_TOTP);
  const [disabling, disable] = useMutation(OPERATOR_DISABLE_TOTP);
  const wrong = t`This code is wrong, too old or used already. Wait for the next one of your app.`;
  const show = (next: Step) => {
    setProblem(undefined);
    setStep(next);
  };
  const rest = () => show({ kind: "rest" });

  const setUp = async () => {
    const { data, error } = await begin({ input: {} });
    const setup = data?.operatorBeginTotp.setup;
    if (setup) {
      show({ kind: "app", setup });
    } else {
      setProblem(error ? i18n._(problemOf(error)) : data?.operatorBeginTotp.userErrors[0]?.message);
    }
  };
  const confirmWith = async (code: string) => {
    const { data, error } = await confirm({ input: { code } });
    const recovery = data?.operatorConfirmTotp.recovery;
    if (recovery) {
      show({ kind: "recovery", codes: recovery.codes });
      onChanged();
    } else {
      setProblem(error ? i18n._(problemOf(error)) : wrong);
    }
  };
  const disableWith = async (code: string) => {
    const { data, error } = await disable({ input: { code } });
    const refused = data?.operatorDisableTotp.userErrors[0];
    if (!error && !refused) {
      rest();
      onChanged();
    } else {
      setProblem(error ? i18n._(problemOf(error)) : refused?.path ? wrong : refused?.message);
    }
  };

  switch (step.kind) {
    case "app":
      return (
        <AppForm
          lead={t`Read this picture with an authenticator app.`}
          setup={step.setup}
          isPending={confirming.fetching}
          error={problem}
          onSubmit={(code) => void confirmWith(code)}
          onBack={rest}
        />
      );
    case "recovery":
      return <RecoveryCodes codes={step.codes} onDone={rest} />;
    case "disable":
      return (
        <CodeForm
          help={t`Six digits of your authenticator app, or one of your recovery codes.`}
          isPending={disabling.fetching}
          error={problem}
          onSubmit={(code) => void disableWith(code)}
          onBack={rest}
        />
      );
    case "rest":
      return (
        <div className={styles.rest}>
          {hasTotp ? (
            <Banner
              tone="ok"
              actions={
                <Button tone="quiet" onPress={() => show({ kind: "disable" })}>
                  <Trans>Take it away</Trans>
                </Button>
              }
            >
              <Trans>An authenticator app is set up.</Trans>
            </Banner>
          ) : (
            <Button icon={ShieldCheck} isPending={beginning.fetching} onPress={() => void setUp()}>
              <Trans>Set up an authenticator app</Trans>
            </Button>
          )}
          {problem ? <Banner tone="danger">{problem}</Banner> : null}
        </div>
      );
  }
}
