/** Times as people say them, in the language that is spoken and the reader's own zone. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** By 12 or 24 hours as the reader's own region has it, where they read this language. */
export function timeOf(at: string, language: string, own = navigator.languages): string {
  const region = own.find((tag) => tag.split("-")[0] === language) ?? language;
  const style = { hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(region, style).format(new Date(at));
}

/** The time, with the day where that is another one: within a week its name, else its date. */
export function momentOf(
  at: string,
  language: string,
  own = navigator.languages,
  now = new Date(),
): string {
  const days = Math.round((startOf(new Date(at)) - startOf(now)) / DAY_MS);
  const time = timeOf(at, language, own);
  if (days === 0) {
    return time;
  }
  const day =
    days > 0 && days < 7
      ? new Intl.DateTimeFormat(language, { weekday: "long" }).format(new Date(at))
      : dayOf(at, language, now);
  return `${day}, ${time}`;
}

/** Today, yesterday, or the day. */
export function dayOf(at: string, language: string, now = new Date()): string {
  const date = new Date(at);
  const days = Math.round((startOf(date) - startOf(now)) / DAY_MS);
  if (days === 0 || days === -1) {
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  }
  const isThisYear = date.getFullYear() === now.getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", ...year }).format(date);
}

/** So many minutes, or hours where it is as long. */
export function lengthOf(ms: number, language: string): string {
  const [unit, count] =
    ms < HOUR_MS ? (["minute", ms / MINUTE_MS] as const) : (["hour", ms / HOUR_MS] as const);
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, style).format(count);
}

/** Local midnight; days that change the clock are rounded away. */
const startOf = (date: Date): number =>
  Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
