/** One day, typed or taken from a calendar. */
import { useLingui } from "@lingui/react/macro";
import { CalendarDays } from "lucide-react";
import { Calendar } from "react-aria-components/Calendar";
import { DatePicker as AriaDatePicker } from "react-aria-components/DatePicker";
import { CalendarFrame } from "./calendar_frame";
import { ControlBox } from "./control_box";
import { DateInput } from "./date_input";
import styles from "./date_picker.module.css";
import { dayOf } from "./date_text";
import { Field, type FieldProps } from "./field";
import { Floating } from "./floating";
import { IconButton } from "./icon_button";

interface DatePickerProps extends FieldProps {
  /** ISO 8601, a day alone: `2026-11-24`. */
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  max?: string;
  /** Takes the focus when it comes: the first field of what was just opened. */
  isFirst?: boolean;
}

export function DatePicker({
  value,
  onChange,
  min,
  max,
  isFirst = false,
  isDisabled = false,
  ...frame
}: DatePickerProps) {
  const { t } = useLingui();
  return (
    <AriaDatePicker
      value={dayOf(value)}
      onChange={(day) => onChange(day?.toString() ?? null)}
      minValue={dayOf(min)}
      maxValue={dayOf(max)}
      autoFocus={isFirst}
      isDisabled={isDisabled}
      isRequired={frame.isRequired}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <Field {...frame}>
        <ControlBox role="group">
          <DateInput />
          <span className={styles.space} />
          <IconButton icon={CalendarDays} label={t`Calendar`} />
        </ControlBox>
      </Field>
      <Floating label={t`Calendar`}>
        <Calendar>
          <CalendarFrame />
        </Calendar>
      </Floating>
    </AriaDatePicker>
  );
}
