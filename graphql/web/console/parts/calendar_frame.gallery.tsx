import { parseDate } from "@internationalized/date";
import { Calendar } from "react-aria-components/Calendar";
import { RangeCalendar } from "react-aria-components/RangeCalendar";
import type { Story } from "../gallery";
import { CalendarFrame } from "./calendar_frame";

const day = parseDate("2026-11-24");

export default {
  name: "CalendarFrame",
  states: {
    "one day": (
      <Calendar aria-label="Day" defaultValue={day}>
        <CalendarFrame />
      </Calendar>
    ),
    "a range": (
      <RangeCalendar
        aria-label="Days"
        defaultValue={{ start: day.subtract({ days: 9 }), end: day }}
      >
        <CalendarFrame isRange />
      </RangeCalendar>
    ),
    "until a day": (
      <Calendar aria-label="Day" defaultValue={day} maxValue={day}>
        <CalendarFrame />
      </Calendar>
    ),
  },
} satisfies Story;
