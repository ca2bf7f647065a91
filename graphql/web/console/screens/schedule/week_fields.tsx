/** A week, day by day. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../../parts/button";
import { DayField } from "./day_field";
import { useWeekdays } from "./use_weekdays";
import type { Week } from "./week";
import styles from "./week_fields.module.css";

interface WeekFieldsProps {
  week: Week;
  /** What the server did not take. */
  error: string | undefined;
  onChange: (week: Week) => void;
}

/** Monday to Friday. */
const WORKDAYS = 5;

export function WeekFields({ week, error, onChange }: WeekFieldsProps) {
  const { t } = useLingui();
  const days = useWeekdays("long");
  const monday = week[0] ?? "";
  return (
    <fieldset className={styles.fields}>
      <legend className={styles.legend}>{t`When it is open`}</legend>
      <p className={styles.help}>
        <Trans>Draw over a line to open and close, or write the times.</Trans>
      </p>
      {days.map((day, place) => (
        <DayField
          key={day}
          label={day}
          text={week[place] ?? ""}
          onChange={(text) => onChange(week.with(place, text))}
        />
      ))}
      {error ? <p className={styles.error}>{error}</p> : null}
      <div>
        <Button
          isDisabled={week.slice(0, WORKDAYS).every((one) => one === monday)}
          onPress={() => onChange(week.map((one, place) => (place < WORKDAYS ? monday : one)))}
        >
          <Trans>All workdays like Monday</Trans>
        </Button>
      </div>
    </fieldset>
  );
}
