/** The days of a week as the reader's language calls them, from Monday on. */
import { useLingui } from "@lingui/react/macro";
import { WEEKDAYS } from "./week";

/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 24 * 3_600_000;

export function useWeekdays(weekday: "long" | "short"): readonly string[] {
  const { i18n } = useLingui();
  const format = new Intl.DateTimeFormat(i18n.locale, { weekday, timeZone: "UTC" });
  return WEEKDAYS.map((_, place) => format.format(MONDAY + place * DAY_MS));
}
