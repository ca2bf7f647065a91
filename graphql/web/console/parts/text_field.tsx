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
}

export function TextField({
  value,
  onChange,
  type = "text",
  placeholder,
  autoComplete,
  maxLength,
  name,
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
