/** Secrets: written, never shown. One that is kept is replaced by another. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../../parts/button";
import { PasswordField } from "../../parts/password_field";
import styles from "./secret_fields.module.css";

interface SecretFieldsProps {
  names: readonly { name: string; isRequired: boolean }[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Readonly<Record<string, string>>) => void;
  /** The channel is there: what it needs is kept already. */
  isKept: boolean;
  error?: string;
}

/** `bot_token` as people read it. */
export const readable = (name: string): string =>
  (name.slice(0, 1).toUpperCase() + name.slice(1)).replaceAll("_", " ");

export function SecretFields({ names, values, onChange, isKept, error }: SecretFieldsProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<readonly string[]>([]);
  return names.map(({ name, isRequired }) => {
    const title = readable(name);
    const isWritten = (values[name] ?? "") !== "";
    const isOpen = !isKept || opened.includes(name) || isWritten || error?.includes(name) === true;
    return isOpen ? (
      <PasswordField
        key={name}
        label={title}
        help={t`Kept sealed: nobody can read it here again.`}
        autoComplete="new-password"
        isFirst={opened.at(-1) === name}
        isRequired={isRequired && !isKept}
        value={values[name] ?? ""}
        error={error?.includes(name) ? error : undefined}
        onChange={(value) => onChange({ ...values, [name]: value })}
      />
    ) : (
      <div key={name} className={styles.kept}>
        <span className={styles.name}>{title}</span>
        <span className={styles.text}>
          {isRequired ? t`Kept sealed` : t`If there is one, it is kept sealed`}
        </span>
        <Button onPress={() => setOpened([...opened, name])}>
          <Trans>Replace</Trans>
        </Button>
      </div>
    );
  });
}
