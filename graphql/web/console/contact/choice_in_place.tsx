/** A field of which one of several is chosen, in a line with those that are typed. */
import { useLingui } from "@lingui/react/macro";
import type { Option } from "../parts/option";
import { Select } from "../parts/select";
import styles from "./choice_in_place.module.css";

interface ChoiceInPlaceProps {
  label: string;
  value: string | null;
  options: readonly Option[];
  isReadOnly: boolean;
  onSave: (value: string) => void;
}

export function ChoiceInPlace({ label, value, options, isReadOnly, onSave }: ChoiceInPlaceProps) {
  const { t } = useLingui();
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <div className={styles.choice}>
        <Select
          label={label}
          isLabelHidden
          placeholder={t`none`}
          value={value}
          isDisabled={isReadOnly}
          options={options}
          onChange={onSave}
        />
      </div>
    </div>
  );
}
