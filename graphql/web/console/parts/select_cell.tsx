/** The box by which a row of a table, or all of them, are chosen. The table names it. */
import { Check, Minus } from "lucide-react";
import { CheckboxButton, CheckboxField } from "react-aria-components/Checkbox";
import { Icon } from "./icon";
import styles from "./select_cell.module.css";

export function SelectCell() {
  return (
    <CheckboxField slot="selection">
      <CheckboxButton className={styles.button}>
        {({ isIndeterminate }) => (
          <span className={styles.box}>
            <Icon of={isIndeterminate ? Minus : Check} size="small" />
          </span>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
