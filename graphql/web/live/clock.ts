/** The time and its timers, so that a test can let both pass. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Acts once after so many milliseconds, unless what it gives is called before. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
