/** A request that is given up where no answer comes: a half-open line never says no. */
import { type Clock, systemClock } from "./clock";
import { ANSWER_WITHIN_MS } from "./limits";

/** Asks as `fetch` does, and no longer than an answer may take, its body with it. */
export function patient(
  ask: typeof fetch = (...request) => fetch(...request),
  clock: Clock = systemClock,
): typeof fetch {
  return (input, init) => {
    const within = new AbortController();
    const stop = () => within.abort(init?.signal?.reason);
    if (init?.signal?.aborted) {
      stop();
    }
    init?.signal?.addEventListener("abort", stop);
    clock.after(ANSWER_WITHIN_MS, () =>
      within.abort(new DOMException("No answer came.", "TimeoutError")),
    );
    return ask(input, { ...init, signal: within.signal });
  };
}
