/** For whoever cannot sign in: a new password, which ends their sessions, and the authenticator app taken away (F109). */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { PasswordField } from "../../parts/password_field";
import { tell } from "../../parts/toast_queue";
import { isWeak, useWeak } from "../../session";
import { useSubmit, useToasts } from "../../shell";
import { PASSWORD_GIVE, TOTP_TAKE } from "./documents";
import type { Operator } from "./operator_page";
import styles from "./sign_in_help.module.css";

export function SignInHelp({ operator }: { operator: Operator }) {
  const { t } = useLingui();
  const weak = useWeak();
  const toasts = useToasts();
  const [password, setPassword] = useState("");
  const { submit, problems, setProblems, isPending } = useSubmit();
  const { id: operatorId, name } = operator;
  const give = async () => {
    if (isWeak(password)) {
      setProblems({ newPassword: weak });
    } else if (await submit(PASSWORD_GIVE, { input: { operatorId, newPassword: password } })) {
      setPassword("");
      tell(toasts, { text: t`${name} has a new password. Their sessions are over.` });
    }
  };
  const take = async () => {
    if (await submit(TOTP_TAKE, { input: { operatorId } })) {
      tell(toasts, { text: t`${name} signs in without a second factor.` });
    }
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <PasswordField
        label={t`New password`}
        name="given_password"
        autoComplete="new-password"
        help={t`Their sessions and tokens end.`}
        value={password}
        error={problems["newPassword"]}
        onChange={setPassword}
      />
      <Button type="submit" isPending={isPending} isDisabled={password === ""}>
        <Trans>Give this password</Trans>
      </Button>
      <Button onPress={() => void take()}>
        <Trans>Take the authenticator app away</Trans>
      </Button>
      {problems[""] || problems["operatorId"] ? (
        <Banner tone="danger">{problems[""] ?? problems["operatorId"]}</Banner>
      ) : null}
    </form>
  );
}
