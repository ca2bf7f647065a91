/** Days as the server writes them, `2026-11-24`, and as calendars hold them. */
import { type CalendarDate, parseDate } from "@internationalized/date";

export function dayOf(text: string | null | undefined): CalendarDate | null {
  return text ? parseDate(text) : null;
}
