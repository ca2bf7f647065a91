/** One of a group of radios, with what choosing it means. */
import { RadioButton, RadioField } from "react-aria-components/RadioGroup";
import { Text } from "react-aria-components/Text";
import type { Option } from "./option";
import styles from "./radio.module.css";

export function Radio({ option: { id, text, help, isDisabled } }: { option: Option }) {
  return (
    <RadioField className={styles.field} value={id} isDisabled={isDisabled}>
      <RadioButton className={styles.button}>
        <span className={styles.ring} />
        {text}
      </RadioButton>
      {help ? (
        <Text className={styles.help} slot="description">
          {help}
        </Text>
      ) : null}
    </RadioField>
  );
}
