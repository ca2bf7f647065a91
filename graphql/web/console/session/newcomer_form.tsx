/** What somebody says of themselves who comes for the first time. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { PasswordField } from "../parts/password_field";
import { TextField } from "../parts/text_field";
import { Form } from "./form";
import { isWeak, useWeak } from "./password_rule";

export interface Newcomer {
  secret: string;
  name: string;
  email: string;
  password: string;
}

interface NewcomerFormProps {
  submit: string;
  hasEmail?: boolean;
  /** The link was opened without its secret: it is typed. */
  hasSecret?: boolean;
  isPending: boolean;
  onSubmit: (newcomer: Newcomer) => void;
}

export function NewcomerForm({
  submit,
  hasEmail = false,
  hasSecret = false,
  isPending,
  onSubmit,
}: NewcomerFormProps) {
  const { t } = useLingui();
  const weak = useWeak();
  const [given, setGiven] = useState<Newcomer>({ secret: "", name: "", email: "", password: "" });
  const [isAsked, setIsAsked] = useState(false);
  const field = (name: keyof Newcomer) => ({
    name,
    value: given[name],
    onChange: (value: string) => setGiven({ ...given, [name]: value }),
  });
  const isAddress = /^\S+@\S+\.\S+$/.test(given.email.trim());
  const isComplete =
    given.name.trim() !== "" &&
    (!hasSecret || given.secret.trim() !== "") &&
    (!hasEmail || isAddress) &&
    !isWeak(given.password);
  return (
    <Form
      submit={submit}
      isPending={isPending}
      onSubmit={() => {
        setIsAsked(true);
        if (isComplete) {
          const [secret, name, email] = [
            given.secret.trim(),
            given.name.trim(),
            given.email.trim(),
          ];
          onSubmit({ secret, name, email, password: given.password });
        }
      }}
    >
      {hasSecret ? (
        <TextField
          {...field("secret")}
          label={t`Secret`}
          help={t`The server showed it when it was started.`}
          isFirst
          error={isAsked && given.secret.trim() === "" ? t`This is needed.` : undefined}
        />
      ) : null}
      <TextField
        {...field("name")}
        label={t`Name`}
        help={t`Customers read it over what you write.`}
        autoComplete="name"
        isFirst={!hasSecret}
        maxLength={200}
        error={isAsked && given.name.trim() === "" ? t`This is needed.` : undefined}
      />
      {hasEmail ? (
        <TextField
          {...field("email")}
          label={t`Email`}
          type="email"
          autoComplete="username"
          error={isAsked && !isAddress ? t`Write it as name@example.org.` : undefined}
        />
      ) : null}
      <PasswordField
        {...field("password")}
        label={t`Password`}
        help={weak}
        autoComplete="new-password"
        error={isAsked && isWeak(given.password) ? weak : undefined}
      />
    </Form>
  );
}
