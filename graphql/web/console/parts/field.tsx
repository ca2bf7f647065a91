/** What stands round a control of a form: its label above, what helps or what is wrong below. */
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import styles from "./field.module.css";
import { Icon } from "./icon";

/** What every field is told. */
export interface FieldProps {
  label: string;
  /** What to enter, and what for. */
  help?: string;
  /** What is wrong and how to mend it; the field is invalid as long as this stands. */
  error?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** The form's heading says the same already: the label is for readers alone. */
  isLabelHidden?: boolean;
}

interface FieldFrameProps extends Omit<FieldProps, "isDisabled"> {
  children: ReactNode;
}

export function Field({
  label,
  help,
  error,
  isRequired = false,
  isLabelHidden = false,
  children,
}: FieldFrameProps) {
  return (
    <div className={styles.field}>
      <Label className={isLabelHidden ? styles.hidden : styles.label}>
        {label}
        {isRequired ? (
          <span className={styles.required} aria-hidden="true">
            *
          </span>
        ) : null}
      </Label>
      {children}
      {help && !error ? (
        <Text className={styles.help} slot="description">
          {help}
        </Text>
      ) : null}
      <FieldError className={styles.error}>
        <Icon of={CircleAlert} size="small" />
        <span>{error}</span>
      </FieldError>
    </div>
  );
}
