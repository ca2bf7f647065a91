/** The first step of signing in: address and password, the identity provider, or both as the server has it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/button";
import { PasswordField } from "../parts/password_field";
import { TextField } from "../parts/text_field";
import { Form } from "./form";
import styles from "./pair_form.module.css";
import { oidcAddress, type Ways } from "./requests";

interface PairFormProps {
  ways: Ways;
  returnTo: string;
  isPending: boolean;
  isLocked: boolean;
  onSubmit: (email: string, password: string) => void;
}

export function PairForm({ ways, returnTo, isPending, isLocked, onSubmit }: PairFormProps) {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const missing = (value: string) =>
    isAsked && value.trim() === "" ? t`This is needed.` : undefined;
  const provider = ways.oidc ? (
    <div className={styles.provider}>
      {ways.password ? (
        <div className={styles.or}>
          <Trans>or</Trans>
        </div>
      ) : null}
      <Button
        icon={KeyRound}
        tone={ways.password ? "plain" : "primary"}
        onPress={() => location.assign(oidcAddress(returnTo))}
      >
        <Trans>Sign in with your company's account</Trans>
      </Button>
    </div>
  ) : null;
  if (!ways.password) {
    return provider;
  }
  return (
    <Form
      submit={t`Sign in`}
      more={provider}
      isPending={isPending}
      isLocked={isLocked}
      onSubmit={() => {
        setIsAsked(true);
        if (email.trim() !== "" && password !== "") {
          onSubmit(email.trim(), password);
        }
      }}
    >
      <TextField
        label={t`Email`}
        type="email"
        name="email"
        autoComplete="username"
        isFirst
        value={email}
        onChange={setEmail}
        error={missing(email)}
      />
      <PasswordField
        label={t`Password`}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing(password)}
      />
    </Form>
  );
}
