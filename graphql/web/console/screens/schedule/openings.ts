/** The openings of a day, as they are painted and as they are typed. Pure. */

/** In minutes since midnight, as a clock on the wall shows them. */
export interface Opening {
  fromMinute: number;
  toMinute: number;
}

export const DAY_MINUTES = 24 * 60;

/** `9`, `09:30`, `9.30`, `24:00`. */
const CLOCK = /^(\d{1,2})(?:[:.](\d{2}))?$/;
const TO = /\s*[-–—]\s*/;
const AND = /\s*[,;]\s*/;

/** In order, and each apart from the next. */
function merged(openings: readonly Opening[]): Opening[] {
  const all: Opening[] = [];
  for (const next of openings.toSorted((one, other) => one.fromMinute - other.fromMinute)) {
    const last = all.at(-1);
    if (last && next.fromMinute <= last.toMinute) {
      last.toMinute = Math.max(last.toMinute, next.toMinute);
    } else {
      all.push({ fromMinute: next.fromMinute, toMinute: next.toMinute });
    }
  }
  return all;
}

export const isOpenAt = (openings: readonly Opening[], minute: number): boolean =>
  openings.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);

/** The day with this part of it open, or closed. */
export function painted(
  openings: readonly Opening[],
  { fromMinute, toMinute }: Opening,
  isOpen: boolean,
): Opening[] {
  if (isOpen) {
    return merged([...openings, { fromMinute, toMinute }]);
  }
  return openings.flatMap((one) =>
    [
      { fromMinute: one.fromMinute, toMinute: Math.min(one.toMinute, fromMinute) },
      { fromMinute: Math.max(one.fromMinute, toMinute), toMinute: one.toMinute },
    ].filter((rest) => rest.fromMinute < rest.toMinute),
  );
}

function minuteOf(text: string): number | undefined {
  const [, hours = "", minutes = "0"] = CLOCK.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours === "" || Number(minutes) > 59 || minute > DAY_MINUTES ? undefined : minute;
}

/** What `09:00–12:00, 13:00–18:00` says; undefined where it says no times. Nothing is a closed day. */
export function typed(text: string): Opening[] | undefined {
  if (text.trim() === "") {
    return [];
  }
  const openings: Opening[] = [];
  for (const part of text.trim().split(AND)) {
    const [from, to, more] = part.split(TO).map(minuteOf);
    if (from === undefined || to === undefined || more !== undefined || from >= to) {
      return undefined;
    }
    openings.push({ fromMinute: from, toMinute: to });
  }
  return merged(openings);
}

const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** As it can be typed. */
export const written = (openings: readonly Opening[]): string =>
  openings.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`).join(", ");
