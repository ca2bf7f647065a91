/** What the reader's tool is told, one thing every three seconds, so that a lively chat does not drown all else. */

/** The next is told this long after the last at the earliest. */
export const APART_MS = 3_000;
/** Of more that wait the oldest are left out: they are on the screen. */
const MOST_WAITING = 3;

export interface Clock {
  now: () => number;
  /** Calls once, after so many milliseconds. */
  after: (ms: number, act: () => void) => void;
}

export class AnnouncerQueue {
  #waiting: string[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #isSet = false;
  readonly #tell: (text: string) => void;
  readonly #clock: Clock;

  constructor(tell: (text: string) => void, clock: Clock) {
    this.#tell = tell;
    this.#clock = clock;
  }

  announce(text: string): void {
    this.#waiting.push(text);
    this.#waiting = this.#waiting.slice(-MOST_WAITING);
    this.#go();
  }

  #go(): void {
    if (this.#isSet || this.#waiting.length === 0) {
      return;
    }
    const wait = this.#last + APART_MS - this.#clock.now();
    if (wait > 0) {
      this.#isSet = true;
      this.#clock.after(wait, () => {
        this.#isSet = false;
        this.#go();
      });
      return;
    }
    this.#last = this.#clock.now();
    this.#tell(this.#waiting.shift() ?? "");
    this.#go();
  }
}
