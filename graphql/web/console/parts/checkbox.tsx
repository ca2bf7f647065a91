/** Yes or no, or some of what is below it; it takes effect when its form is saved. */
import { Check, Minus } from "lucide-react";
import { CheckboxButton, CheckboxField, Text } from "react-aria-components/Checkbox";
import styles from "./checkbox.module.css";
import { Icon } from "./icon";

interface CheckboxProps {
  label: string;
  help?: string;
  isSelected: boolean;
  /** Of what it stands for, some are and some are not. */
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange: (isSelected: boolean) => void;
}

export function Checkbox({
  label,
  help,
  isSelected,
  isIndeterminate = false,
  isDisabled = false,
  onChange,
}: CheckboxProps) {
  return (
    <CheckboxField
      className={styles.field}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      onChange={onChange}
    >
      <CheckboxButton className={styles.button}>
        <span className={styles.box}>
          <Icon of={isIndeterminate ? Minus : Check} size="small" />
        </span>
        {label}
      </CheckboxButton>
      {help ? (
        <Text className={styles.help} slot="description">
          {help}
        </Text>
      ) : null}
    </CheckboxField>
  );
}
