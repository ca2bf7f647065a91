/** Several lines of text; it grows with them, up to a height from which on it scrolls. */
import type { Ref } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from "react-aria-components/TextField";
import { ControlBox } from "./control_box";
import { Field, type FieldProps } from "./field";
import styles from "./text_area.module.css";

interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  maxLength?: number;
  /** For whoever puts something where the cursor is. */
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({
  value,
  onChange,
  placeholder,
  maxLength,
  isDisabled = false,
  ref,
  ...frame
}: TextAreaProps) {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox>
          <div className={styles.growing}>
            {/* What is written, drawn unseen, gives both their height: nothing is measured. */}
            <div className={styles.mirror} aria-hidden="true" dir="auto">
              {value}{" "}
            </div>
            <AriaTextArea
              ref={ref}
              className={styles.area}
              dir="auto"
              rows={1}
              placeholder={placeholder}
            />
          </div>
        </ControlBox>
      </Field>
    </AriaTextField>
  );
}
