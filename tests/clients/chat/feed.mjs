// The visitor's list as its client keeps it: every message that the feed told, in the order in which
// it came, and the place to go on from. It forgives nothing: a message that comes twice stays twice.

import { FOLLOW } from "./documents.mjs";

const PATIENCE_MS = 15_000;

export class Feed {
  messages = [];
  #cursor;
  #client;
  #stop = () => {};
  #failure;
  #wake = () => {};
  #isCut = false;

  constructor(client, cursor) {
    this.#client = client;
    this.#cursor = cursor;
  }

  // Follows from the last place on.
  follow() {
    this.#stop();
    this.#isCut = false;
    this.#stop = this.#client.follow(
      FOLLOW,
      { after: this.#cursor },
      { next: (data) => this.#take(data.myChat), error: (error) => this.#fail(error) },
    );
  }

  // The line is lost: nothing more arrives until `follow`.
  cut() {
    this.#isCut = true;
    this.#client.cut();
  }

  stop() {
    this.#isCut = true;
    this.#stop();
  }

  // Waits until this many messages are there.
  async reach(count) {
    const deadline = Date.now() + PATIENCE_MS;
    while (this.messages.length < count) {
      if (this.#failure) throw this.#failure;
      const left = deadline - Date.now();
      if (left <= 0) {
        throw new Error(`${this.messages.length} of ${count} messages in ${PATIENCE_MS} ms`);
      }
      await new Promise((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, Math.min(left, 200));
      });
    }
    return this.messages;
  }

  #take(batch) {
    if (batch.resetReason) this.#fail(new Error(`a reset without cause: ${batch.resetReason}`));
    for (const event of batch.events) {
      if (event.kind === "MESSAGE_CREATED") this.messages.push(event.message);
    }
    this.#cursor = batch.cursor;
    this.#wake();
  }

  #fail(error) {
    if (this.#isCut) return;
    this.#failure ??= error instanceof Error ? error : new Error(JSON.stringify(error));
    this.#wake();
  }
}
