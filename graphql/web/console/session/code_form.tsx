/** Asks for a code of the authenticator app, or for a recovery code where `help` says so. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../parts/button";
import { TextField } from "../parts/text_field";
import { Form } from "./form";

interface CodeFormProps {
  help: string;
  isPending: boolean;
  isLocked?: boolean;
  /** What is wrong with the code, where nothing above the form says so. */
  error?: string;
  onSubmit: (code: string) => void;
  onBack: () => void;
}

export function CodeForm({ help, isPending, isLocked, error, onSubmit, onBack }: CodeFormProps) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  // Apps show it as `123 456`.
  const meant = code.replaceAll(/\s/g, "");
  return (
    <Form
      submit={t`Continue`}
      more={
        <Button tone="quiet" onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
      }
      isPending={isPending}
      isLocked={isLocked}
      onSubmit={() => {
        setIsAsked(true);
        if (meant !== "") {
          onSubmit(meant);
        }
      }}
    >
      <TextField
        label={t`Code`}
        help={help}
        name="code"
        autoComplete="one-time-code"
        isFirst
        value={code}
        onChange={setCode}
        error={isAsked && meant === "" ? t`This is needed.` : error}
      />
    </Form>
  );
}
