/** One day: its openings as a text and as a line, each of which says what the other does. */
import styles from "./day_field.module.css";
import { typed, written } from "./openings";
import { PaintedDay } from "./painted_day";
import { TimesField } from "./times_field";

interface DayFieldProps {
  label: string;
  /** As it is typed: `09:00–12:00, 13:00–18:00`. */
  text: string;
  onChange: (text: string) => void;
}

export function DayField({ label, text, onChange }: DayFieldProps) {
  return (
    <div className={styles.day}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <TimesField label={label} isLabelHidden text={text} onChange={onChange} />
      <PaintedDay openings={typed(text) ?? []} onChange={(next) => onChange(written(next))} />
    </div>
  );
}
