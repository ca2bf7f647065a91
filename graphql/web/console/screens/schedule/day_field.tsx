/** One day: its openings as a text and as a line, each of which says what the other does. */
import { useLingui } from "@lingui/react/macro";
import { TextField } from "../../parts/text_field";
import styles from "./day_field.module.css";
import { typed, written } from "./openings";
import { PaintedDay } from "./painted_day";

interface DayFieldProps {
  label: string;
  /** As it is typed: `09:00–12:00, 13:00–18:00`. */
  text: string;
  onChange: (text: string) => void;
}

export function DayField({ label, text, onChange }: DayFieldProps) {
  const { t } = useLingui();
  const openings = typed(text);
  return (
    <div className={styles.day}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <TextField
        label={label}
        isLabelHidden
        placeholder={t`closed`}
        value={text}
        error={openings ? undefined : t`Write times such as 09:00–12:00, 13:00–18:00.`}
        onChange={onChange}
      />
      <PaintedDay openings={openings ?? []} onChange={(next) => onChange(written(next))} />
    </div>
  );
}
