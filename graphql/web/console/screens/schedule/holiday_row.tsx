/** A day that is different: which, what it is called, and when it is open all the same. */
import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { DatePicker } from "../../parts/date_picker";
import { IconButton } from "../../parts/icon_button";
import { TextField } from "../../parts/text_field";
import styles from "./holiday_row.module.css";
import { TimesField } from "./times_field";
import type { Holiday } from "./week";

interface HolidayRowProps {
  holiday: Holiday;
  /** It was just added: its day is to be written. */
  isNew: boolean;
  onChange: (next: Partial<Holiday>) => void;
  onRemove: () => void;
}

export function HolidayRow({ holiday, isNew, onChange, onRemove }: HolidayRowProps) {
  const { t } = useLingui();
  const { day, name, hours } = holiday;
  return (
    <fieldset className={styles.holiday} aria-label={name || t`Holiday`}>
      <div className={styles.day}>
        <DatePicker
          label={t`Day`}
          isFirst={isNew}
          value={day}
          onChange={(next) => onChange({ day: next })}
        />
        <IconButton icon={X} label={t`Remove the holiday`} onPress={onRemove} />
      </div>
      <TextField
        label={t`What it is called`}
        maxLength={100}
        value={name}
        onChange={(next) => onChange({ name: next })}
      />
      <TimesField label={t`Open`} text={hours} onChange={(next) => onChange({ hours: next })} />
    </fieldset>
  );
}
