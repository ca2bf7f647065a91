/** Spans and days as a filter has them, in what people count in. Pure. */

export const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The largest unit of which a span has whole ones, and how many. */
export function unitOf(ms: number): [keyof typeof UNITS, number] {
  for (const unit of ["day", "hour"] as const) {
    if (ms % UNITS[unit] === 0) {
      return [unit, ms / UNITS[unit]];
    }
  }
  return ["minute", Math.max(1, Math.round(ms / UNITS.minute))];
}

/** A day's beginning here. */
export function timeOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).toISOString();
}

/** The day that a moment is in here. */
export function dayOf(time: string): string {
  const at = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
