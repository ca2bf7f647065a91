/**
 * The visitor's own loop over what happens in their chat. A cut connection goes on after the last place
 * that was seen: what a library would send again are the first variables, which is another place.
 */
import { backoff, Pause } from "./backoff";

export interface Batch {
  cursor: string;
  resetReason?: string | null | undefined;
}

/** Follows from a place until the line breaks; `live` is called when the desk has taken it. */
export type Follow<Told extends Batch> = (
  after: string,
  told: { live: () => void; batch: (batch: Told) => void },
  signal: AbortSignal,
) => Promise<void>;

interface Ways<Told extends Batch> {
  follow: Follow<Told>;
  onBatch: (batch: Told) => void;
  onLive: (isLive: boolean) => void;
  /** The line is refused for good: the session ended. */
  isFinal: (error: unknown) => boolean;
  onFinal: () => void;
  pause?: Pick<Pause, "wait" | "wake">;
}

export class Feed<Told extends Batch> {
  readonly #ways: Ways<Told>;
  readonly #pause: Pick<Pause, "wait" | "wake">;
  #run: AbortController | undefined;

  constructor(ways: Ways<Told>) {
    this.#ways = ways;
    this.#pause = ways.pause ?? new Pause();
  }

  /** From this place on; an earlier run ends. */
  async start(after: string): Promise<void> {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    const { follow, onBatch, onLive, isFinal, onFinal } = this.#ways;
    let cursor = after;
    for (let tries = 0; !run.signal.aborted; tries += 1) {
      let told = 0;
      try {
        const live = () => {
          tries = 0;
          onLive(true);
        };
        const batch = (told: Told) => {
          if (!run.signal.aborted) {
            cursor = told.cursor;
            onBatch(told);
          }
        };
        await follow(cursor, { live, batch }, run.signal);
      } catch (error) {
        told = (error as { retryAfterMs?: number }).retryAfterMs ?? 0;
        if (!run.signal.aborted && isFinal(error)) {
          this.stop();
          onFinal();
        }
      }
      if (!run.signal.aborted) {
        onLive(false);
        // A desk that stops says to each when to come again: not all at once.
        await this.#pause.wait(Math.max(told, backoff(tries)));
      }
    }
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#pause.wake();
  }

  /** The network is back, or somebody looks: not to wait any longer. */
  wake(): void {
    this.#pause.wake();
  }
}
