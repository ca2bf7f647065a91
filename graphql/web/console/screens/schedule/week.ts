/** What a schedule's form holds, all of it as it is typed, and what the server is told of it. Pure. */
import type {
  ScheduleHolidayInput,
  ScheduleHoursInput,
  ScheduleSettingsQuery,
  Weekday,
} from "../../../client/operator/graphql";
import { typed, written } from "./openings";

export type Schedule = ScheduleSettingsQuery["schedules"][number];

export const WEEKDAYS: readonly Weekday[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];

/** By the day, in the order of `WEEKDAYS`. */
export type Week = readonly string[];

export interface Holiday {
  day: string | null;
  name: string;
  hours: string;
}

const USUAL = "09:00–18:00";
/** What most teams begin with. */
export const USUAL_WEEK: Week = [USUAL, USUAL, USUAL, USUAL, USUAL, "", ""];

export const weekOf = ({ hours }: Schedule): Week =>
  WEEKDAYS.map((day) => written(hours.filter(({ weekday }) => weekday === day)));

export const holidaysOf = ({ holidays }: Schedule): readonly Holiday[] =>
  holidays.map(({ day, name, openings }) => ({ day, name, hours: written(openings) }));

/** Undefined where a day says no times. */
export function hoursOf(week: Week): ScheduleHoursInput[] | undefined {
  const hours: ScheduleHoursInput[] = [];
  for (const [place, weekday] of WEEKDAYS.entries()) {
    const openings = typed(week[place] ?? "");
    if (!openings) {
      return undefined;
    }
    hours.push(...openings.map((opening) => ({ weekday, ...opening })));
  }
  return hours;
}

/** Undefined where one has no day, no name, or says no times. */
export function holidayInputs(holidays: readonly Holiday[]): ScheduleHolidayInput[] | undefined {
  const inputs: ScheduleHolidayInput[] = [];
  for (const { day, name, hours } of holidays) {
    const openings = typed(hours);
    if (!(day && name.trim() && openings)) {
      return undefined;
    }
    inputs.push({ day, name, openings });
  }
  return inputs;
}

/** Days that are alike as one: the first and the last of each run, and when they are open. */
export function runs(week: Week): { first: number; last: number; hours: string }[] {
  const all: { first: number; last: number; hours: string }[] = [];
  for (const [place, hours] of week.entries()) {
    const before = all.at(-1);
    if (before && before.hours === hours) {
      before.last = place;
    } else {
      all.push({ first: place, last: place, hours });
    }
  }
  return all.filter(({ hours }) => hours !== "");
}
