/** A clock that stands still until a test lets it go on. */
import type { Clock } from "../clock";

export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; act: () => void }[] = [];

  constructor(now = Date.UTC(2026, 10, 27, 14, 2)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, timer by timer, and what they begin run. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      this.#now = Math.max(this.#now, due.at);
      this.#timers = this.#timers.filter((timer) => timer !== due);
      due.act();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  /** As a laptop that was shut: the time is another, no timer has run, and the due ones run now. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.pass(0);
  }
}

/** Until nothing is left that only waits for its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
  await new Promise((resolve) => setImmediate(resolve));
}
