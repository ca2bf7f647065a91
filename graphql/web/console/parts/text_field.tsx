/** One line of text. */
import { TextField as AriaTextField, Input } from "react-aria-components/TextField";
import { ControlBox } from "./control_box";
import { Field, type FieldProps } from "./field";

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password" | "url" | "tel";
  placeholder?: string;
  autoComplete?: string;
  /** Characters, as the server counts them. */
  maxLength?: number;
  name?: string;
  /** Takes the focus when it comes: the first field of what was just opened. */
  isFirst?: boolean;
}

export function TextField({
  value,
  onChange,
  type = "text",
  placeholder,
  autoComplete,
  maxLength,
  name,
  isFirst = false,
  isDisabled = false,
  ...frame
}: TextFieldProps) {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      type={type}
      autoComplete={autoComplete}
      maxLength={maxLength}
      name={name}
      autoFocus={isFirst}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox>
          <Input dir="auto" placeholder={placeholder} />
        </ControlBox>
      </Field>
    </AriaTextField>
  );
}
