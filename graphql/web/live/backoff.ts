/** How long to wait before trying again: longer each time, and not all clients at once. */
import { BACKOFF_FIRST_MS, BACKOFF_LONGEST_MS } from "./limits";

/** The wait before the `attempt`-th further try, from 0: between half of its time and all of it. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(BACKOFF_FIRST_MS * 2 ** Math.min(attempt, 30), BACKOFF_LONGEST_MS);
  return Math.round(whole * (0.5 + random() / 2));
}
