/** Takes large batches in slices, so that the page answers between them. */
import type { Result } from "../../live/transport";
import type { FeedBatch } from "./events";
import { SLICE_EVENTS } from "./limits";

/** Lets the page do what waits: typing, painting. */
export const breathe = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve, 0));
};

export class Slices {
  readonly #next: (result: Result) => void;
  readonly #breathe: () => Promise<void>;
  #queue: Result[] = [];
  #isBusy = false;

  constructor(next: (result: Result) => void, pause = breathe) {
    this.#next = next;
    this.#breathe = pause;
  }

  take(result: Result): void {
    const slices = sliced(result);
    const [first] = slices;
    if (!this.#isBusy && slices.length === 1 && first) {
      this.#next(first);
      return;
    }
    this.#queue.push(...slices);
    if (!this.#isBusy) {
      this.#work();
    }
  }

  /** What has not been taken comes again: the feed asks again from the last cursor that was taken. */
  drop(): void {
    this.#queue = [];
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let slice = this.#queue.shift(); slice; slice = this.#queue.shift()) {
        this.#next(slice);
        if (this.#queue.length > 0) {
          await this.#breathe();
        }
      }
    } finally {
      this.#isBusy = false;
    }
  }
}

/** Each slice ends at the cursor of its last event, the last one at that of the batch. */
function sliced(result: Result): Result[] {
  const batch = result.data?.["events"] as FeedBatch | undefined;
  if (!batch || batch.events.length <= SLICE_EVENTS) {
    return [result];
  }
  const slices: Result[] = [];
  for (let from = 0; from < batch.events.length; from += SLICE_EVENTS) {
    const events = batch.events.slice(from, from + SLICE_EVENTS);
    const isLast = from + SLICE_EVENTS >= batch.events.length;
    const cursor = isLast ? batch.cursor : (events.at(-1)?.cursor ?? batch.cursor);
    slices.push({ ...result, data: { events: { ...batch, events, cursor } } });
  }
  return slices;
}
