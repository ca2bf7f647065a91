/** A password: hidden until its owner wants to see what they type. */
import { useLingui } from "@lingui/react/macro";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { TextField as AriaTextField, Input } from "react-aria-components/TextField";
import { ControlBox } from "./control_box";
import { Field, type FieldProps } from "./field";
import { IconButton } from "./icon_button";

interface PasswordFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  name?: string;
  /** Takes the focus when it comes. */
  isFirst?: boolean;
}

export function PasswordField({
  value,
  onChange,
  autoComplete,
  name,
  isFirst = false,
  isDisabled = false,
  ...frame
}: PasswordFieldProps) {
  const { t } = useLingui();
  const [isShown, setIsShown] = useState(false);
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      type={isShown ? "text" : "password"}
      autoComplete={autoComplete}
      name={name}
      autoFocus={isFirst}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox>
          <Input dir="ltr" spellCheck={false} autoCapitalize="off" />
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={t`Show the password`}
            isPressed={isShown}
            isDisabled={isDisabled}
            onPress={() => setIsShown(!isShown)}
          />
        </ControlBox>
      </Field>
    </AriaTextField>
  );
}
