/** The days that a period of the audit log names, as the moments that the server asks for. */
import { type CalendarDate, parseDate } from "@internationalized/date";

/** What an address names may be no day. */
function dayIn(text: string | null): CalendarDate | undefined {
  try {
    return text === null ? undefined : parseDate(text);
  } catch {
    return undefined;
  }
}

interface Period {
  from?: string;
  /** The first moment that is not in it: a day is not always 24 hours long. */
  to?: string;
}

export function periodOf(from: string | null, to: string | null, zone: string): Period {
  const [first, last] = [dayIn(from), dayIn(to)];
  return {
    ...(first && { from: first.toDate(zone).toISOString() }),
    ...(last && { to: last.add({ days: 1 }).toDate(zone).toISOString() }),
  };
}
