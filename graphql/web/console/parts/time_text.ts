/** Moments and lengths of time as the reader's language writes them. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Within this many days a weekday says enough. */
const WEEK_DAYS = 7;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one is slow, and lists need the same one for every row. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, found);
  return found;
}

/** For a row: the hour of today, the weekday of this week, else the date. */
export function shortTime(at: number, now: number, locale: string, zone?: string): string {
  const day = (time: number) =>
    format("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
      time,
    );
  const days = (Date.parse(day(now)) - Date.parse(day(at))) / DAY_MS;
  if (days === 0) {
    return format(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(at);
  }
  if (days > 0 && days < WEEK_DAYS) {
    return format(locale, { timeZone: zone, weekday: "short" }).format(at);
  }
  const isThisYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  return format(locale, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** The whole moment; the zone is named where it is not the reader's own. */
export function fullTime(at: number, locale: string, zone?: string): string {
  return format(locale, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    ...(zone ? { timeZoneName: "short" } : {}),
  }).format(at);
}

/** In the largest unit that fits: `12 min`, `3 hr`, `2 days`. Below a minute it is one. */
export function duration(ms: number, locale: string): string {
  const [unit, of] =
    ms < HOUR_MS
      ? (["minute", MINUTE_MS] as const)
      : ms < DAY_MS
        ? (["hour", HOUR_MS] as const)
        : (["day", DAY_MS] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(
    Math.max(1, Math.floor(ms / of)),
  );
}
