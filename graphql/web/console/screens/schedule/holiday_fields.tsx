/** The days that are different: closed, or open at other times. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button";
import { HolidayRow } from "./holiday_row";
import type { Holiday } from "./week";
import styles from "./week_fields.module.css";

interface HolidayFieldsProps {
  holidays: readonly Holiday[];
  /** What the server did not take. */
  error: string | undefined;
  onChange: (holidays: readonly Holiday[]) => void;
}

export function HolidayFields({ holidays, error, onChange }: HolidayFieldsProps) {
  const { t } = useLingui();
  const [added, setAdded] = useState<number>();
  // Nothing but its place names one while it is typed.
  const rows = [...holidays.entries()].map(([place, holiday]) => (
    <HolidayRow
      key={`row ${place}`}
      holiday={holiday}
      isNew={place === added}
      onChange={(next) => onChange(holidays.with(place, { ...holiday, ...next }))}
      onRemove={() => onChange(holidays.toSpliced(place, 1))}
    />
  ));
  return (
    <fieldset className={styles.fields}>
      <legend className={styles.legend}>{t`Holidays`}</legend>
      {rows}
      {error ? <p className={styles.error}>{error}</p> : null}
      <div>
        <Button
          icon={Plus}
          onPress={() => {
            setAdded(holidays.length);
            onChange([...holidays, { day: null, name: "", hours: "" }]);
          }}
        >
          <Trans>Add a holiday</Trans>
        </Button>
      </div>
    </fieldset>
  );
}
