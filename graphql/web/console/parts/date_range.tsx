/** From one day to another, both included. */
import { useLingui } from "@lingui/react/macro";
import { CalendarDays } from "lucide-react";
import { DateRangePicker } from "react-aria-components/DateRangePicker";
import { RangeCalendar } from "react-aria-components/RangeCalendar";
import { CalendarFrame } from "./calendar_frame";
import { ControlBox } from "./control_box";
import { DateInput } from "./date_input";
import styles from "./date_range.module.css";
import { dayOf } from "./date_text";
import { Field, type FieldProps } from "./field";
import { Floating } from "./floating";
import { IconButton } from "./icon_button";

/** Days alone, ISO 8601. */
export interface Days {
  from: string;
  to: string;
}

interface DateRangeProps extends FieldProps {
  value: Days | null;
  onChange: (days: Days | null) => void;
  min?: string;
  max?: string;
}

export function DateRange({
  value,
  onChange,
  min,
  max,
  isDisabled = false,
  ...frame
}: DateRangeProps) {
  const { t } = useLingui();
  const start = dayOf(value?.from);
  const end = dayOf(value?.to);
  return (
    <DateRangePicker
      value={start && end ? { start, end } : null}
      onChange={(days) =>
        onChange(days && { from: days.start.toString(), to: days.end.toString() })
      }
      minValue={dayOf(min)}
      maxValue={dayOf(max)}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox role="group">
          <DateInput slot="start" />
          <span className={styles.until} aria-hidden="true">
            –
          </span>
          <DateInput slot="end" />
          <span className={styles.space} />
          <IconButton icon={CalendarDays} label={t`Calendar`} />
        </ControlBox>
      </Field>
      <Floating label={t`Calendar`}>
        <RangeCalendar>
          <CalendarFrame isRange />
        </RangeCalendar>
      </Floating>
    </DateRangePicker>
  );
}
