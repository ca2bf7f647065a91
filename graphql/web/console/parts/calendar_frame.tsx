/** The inside of a calendar: the month with its arrows, the week as the reader's country begins it. */
import { useLingui } from "@lingui/react/macro";
import { ChevronLeft, ChevronRight } from "lucide-react";
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from "react-aria-components/Calendar";
import styles from "./calendar_frame.module.css";
import { IconButton } from "./icon_button";

interface CalendarFrameProps {
  /** In a `RangeCalendar`: the days between two are chosen too. */
  isRange?: boolean;
}

export function CalendarFrame({ isRange = false }: CalendarFrameProps) {
  const { t } = useLingui();
  return (
    <div className={`${styles.calendar} ${isRange ? styles.range : ""}`}>
      <div className={styles.head}>
        <IconButton icon={ChevronLeft} label={t`The month before`} slot="previous" isDirectional />
        <CalendarHeading className={styles.month} />
        <IconButton icon={ChevronRight} label={t`The month after`} slot="next" isDirectional />
      </div>
      <CalendarGrid className={styles.grid} weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={styles.weekday}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell className={styles.day} date={date} />}
        </CalendarGridBody>
      </CalendarGrid>
    </div>
  );
}
