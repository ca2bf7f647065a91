/** The server's time: this computer's clock may be wrong. One timer wakes all that show a time. */

/** How often what is shown is looked at again. */
const TICK_MS = 5_000;

export class ServerClock {
  #ahead = 0;
  #now: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #own: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(own: () => number = () => Date.now()) {
    this.#own = own;
    this.#now = own();
  }

  /** The server has said what time it is. */
  set(serverNow: number): void {
    this.#ahead = serverNow - this.#own();
    this.tick();
  }

  /** The time as it was last looked at: the same for all that is drawn together. */
  now = (): number => this.#now;

  tick = (): void => {
    this.#now = this.#own() + this.#ahead;
    for (const listener of this.#listeners) {
      listener();
    }
  };

  subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.#now = this.#own() + this.#ahead;
      this.#timer = setInterval(this.tick, TICK_MS);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
      }
    };
  };
}
