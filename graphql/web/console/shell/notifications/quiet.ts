/** Is it quiet for an operator now: by the minutes of their zone's day, which may pass midnight. */

export interface QuietHours {
  quietFromMinute?: number | null;
  quietToMinute?: number | null;
  quietTimeZone?: string | null;
}

export function isQuiet(hours: QuietHours, now: number): boolean {
  const { quietFromMinute: from, quietToMinute: to, quietTimeZone: zone } = hours;
  if (typeof from !== "number" || typeof to !== "number" || !zone) {
    return false;
  }
  const minute = minuteOf(now, zone);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The minute of a zone's day. */
function minuteOf(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(now);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of("hour") * 60 + of("minute");
}
