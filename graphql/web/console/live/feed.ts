/** The one feed of the console: every event once and in order, over all cuts, or a reset. */
import type { Client } from "@urql/core";
import { Listeners } from "../../live/listeners";
import type { Subscribing } from "./client";
import { FEED } from "./documents";
import type { FeedBatch, FeedEvent } from "./events";

export class Feed {
  /** Each event, after the cache has it. */
  readonly events = new Listeners<[FeedEvent]>();
  /** After the events of a batch. */
  readonly batches = new Listeners();
  /** Something is missing: what is shown has to be read again. */
  readonly resets = new Listeners<[string]>();
  #cursor: string | undefined;
  #stop: (() => void) | undefined;
  /** Mends come the same way, without anything new. */
  #taken: FeedBatch | undefined;

  /** The place in the log that the page has reached. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** Begins behind the first screen's `headCursor`; further screens are read later and change nothing. */
  begin(client: Client, after: string): void {
    if (this.#stop) {
      return;
    }
    this.#cursor = after;
    const context: Subscribing = {
      variablesNow: () => ({ after: this.#cursor }),
      // The server does not know the place that was reached.
      refused: () => this.resets.tell("REFUSED"),
    };
    const following = client
      .subscription(FEED, { after }, { ...context })
      .subscribe(({ extensions }) => {
        const batch = extensions?.["batch"] as FeedBatch | undefined;
        if (batch && batch !== this.#taken) {
          this.#taken = batch;
          this.#take(batch);
        }
      });
    this.#stop = () => following.unsubscribe();
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #take(batch: FeedBatch): void {
    this.#cursor = batch.cursor;
    if (batch.reset) {
      this.resets.tell(batch.reset.reason);
      return;
    }
    for (const event of batch.events) {
      this.events.tell(event);
    }
    this.batches.tell();
  }
}
