/** How long to wait before the next try: from half a second, doubling to 15, and never all at once. */

const FIRST_MS = 500;
const LAST_MS = 15_000;

export function backoff(tries: number, chance: () => number = Math.random): number {
  const most = Math.min(LAST_MS, FIRST_MS * 2 ** tries);
  return most / 2 + (most / 2) * chance();
}

/** Waits; whoever wakes it ends that at once. */
export class Pause {
  #end: (() => void) | undefined;

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), ms);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  wake(): void {
    this.#end?.();
  }
}
