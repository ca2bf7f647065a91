/** The times until which a chat is usually put aside, by the reader's clock. Pure. */

export type SnoozeName = "hour" | "evening" | "tomorrow" | "monday" | "month";

const MORNING = 9;
const EVENING = 18;
const HOUR_MS = 3_600_000;

/** Those that still lie ahead, soonest first. */
export function snoozeTimes(now: Date): readonly { name: SnoozeName; at: Date }[] {
  const on = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const isEveningAhead = on(0, EVENING).getTime() > now.getTime() + 2 * HOUR_MS;
  return [
    { name: "hour", at: new Date(now.getTime() + HOUR_MS) },
    ...(isEveningAhead ? [{ name: "evening" as const, at: on(0, EVENING) }] : []),
    { name: "tomorrow", at: on(1, MORNING) },
    ...(toMonday > 1 ? [{ name: "monday" as const, at: on(toMonday, MORNING) }] : []),
    { name: "month", at: on(30, MORNING) },
  ];
}
