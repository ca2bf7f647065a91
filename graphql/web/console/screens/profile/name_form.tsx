/** The own name; one changed elsewhere meanwhile is shown, and nothing is overwritten. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { problemOf, useToasts } from "../../shell";
import { OPERATOR_UPDATE } from "./documents";
import styles from "./name_form.module.css";

interface NameFormProps {
  operator: { id: string; name: string; version: number };
}

export function NameForm({ operator }: NameFormProps) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const [name, setName] = useState(operator.name);
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, update] = useMutation(OPERATOR_UPDATE);
  const save = async () => {
    const { id, version } = operator;
    const input = { operatorId: id, name: name.trim(), expectedVersion: version };
    const { data, error } = await update({ input });
    const refused = data?.operatorUpdate.userErrors[0];
    setProblem(error ? i18n._(problemOf(error)) : refused?.message);
    if (!error && !refused) {
      tell(toasts, { text: t`Your name is saved.` });
    }
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") {
          setProblem(t`This is needed.`);
        } else {
          void save();
        }
      }}
    >
      <TextField
        label={t`Name`}
        isLabelHidden
        name="name"
        autoComplete="name"
        maxLength={200}
        value={name}
        error={problem}
        onChange={setName}
      />
      <Button type="submit" isPending={fetching} isDisabled={name.trim() === operator.name}>
        <Trans>Save</Trans>
      </Button>
    </form>
  );
}
