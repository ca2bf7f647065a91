/** A new password, with the old one. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { PasswordField } from "../../parts/password_field";
import { tell } from "../../parts/toast_queue";
import { Form, isWeak, useWeak } from "../../session";
import { problemOf, useToasts } from "../../shell";
import { OPERATOR_CHANGE_PASSWORD } from "./documents";

interface PasswordFormProps {
  email: string;
  operatorId: string;
}

export function PasswordForm({ email, operatorId }: PasswordFormProps) {
  const { t, i18n } = useLingui();
  const weak = useWeak();
  const toasts = useToasts();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [problems, setProblems] = useState<{ old?: string; next?: string }>({});
  const [{ fetching }, change] = useMutation(OPERATOR_CHANGE_PASSWORD);
  const save = async () => {
    const input = { operatorId, oldPassword: old, newPassword: next };
    const { data, error } = await change({ input });
    const refused = data?.operatorChangePassword.userErrors[0];
    if (error) {
      setProblems({ old: i18n._(problemOf(error)) });
    } else if (refused?.path?.includes("oldPassword")) {
      setProblems({ old: t`This is not your password.` });
    } else if (refused) {
      setProblems({ next: refused.message });
    } else {
      setProblems({});
      setOld("");
      setNext("");
      tell(toasts, { text: t`Your password is changed. Your other sessions are over.` });
    }
  };
  return (
    <Form
      submit={t`Change the password`}
      tone="plain"
      isPending={fetching}
      onSubmit={() => {
        if (isWeak(next)) {
          setProblems({ next: weak });
        } else {
          void save();
        }
      }}
    >
      {/* For password managers, which look for whose it is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t`Old password`}
        name="old_password"
        autoComplete="current-password"
        value={old}
        error={problems.old}
        onChange={setOld}
      />
      <PasswordField
        label={t`New password`}
        name="new_password"
        autoComplete="new-password"
        help={weak}
        value={next}
        error={problems.next}
        onChange={setNext}
      />
    </Form>
  );
}
