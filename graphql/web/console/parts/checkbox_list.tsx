/** Some of several, all to be seen: a group of checkboxes under one label. */
import { Checkbox } from "./checkbox";
import styles from "./checkbox_list.module.css";

interface CheckboxListProps {
  label: string;
  options: readonly { id: string; text: string; isDisabled?: boolean }[];
  value: readonly string[];
  /** In the order of the options. */
  onChange: (ids: string[]) => void;
  /** Said where there is nothing to choose. */
  empty?: string;
  error?: string;
}

export function CheckboxList({ label, options, value, onChange, empty, error }: CheckboxListProps) {
  const set = (changed: string, is: boolean) =>
    onChange(
      options.map((one) => one.id).filter((one) => (one === changed ? is : value.includes(one))),
    );
  return (
    <fieldset className={styles.list}>
      <legend className={styles.label}>{label}</legend>
      {options.length === 0 && empty ? <p className={styles.empty}>{empty}</p> : null}
      {options.map(({ id: one, text, isDisabled }) => (
        <Checkbox
          key={one}
          label={text}
          isSelected={value.includes(one)}
          isDisabled={isDisabled ?? false}
          onChange={(is) => set(one, is)}
        />
      ))}
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
