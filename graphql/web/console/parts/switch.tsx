/** On or off, at once. */
import { SwitchButton, SwitchField } from "react-aria-components/Switch";
import { Text } from "react-aria-components/Text";
import styles from "./switch.module.css";

interface SwitchProps {
  label: string;
  help?: string;
  isSelected: boolean;
  isDisabled?: boolean;
  onChange: (isSelected: boolean) => void;
}

export function Switch({ label, help, isSelected, isDisabled = false, onChange }: SwitchProps) {
  return (
    <SwitchField
      className={styles.field}
      isSelected={isSelected}
      isDisabled={isDisabled}
      onChange={onChange}
    >
      <SwitchButton className={styles.button}>
        {label}
        <span className={styles.track}>
          <span className={styles.thumb} />
        </span>
      </SwitchButton>
      {help ? (
        <Text className={styles.help} slot="description">
          {help}
        </Text>
      ) : null}
    </SwitchField>
  );
}
