/**
 * Messages on their way. Each has its key before the first try, so that a second try is the same message;
 * they go one after the other, from one tab.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { backoff } from "../../live/backoff";
import { newKey } from "../../live/key";
import type { Memory } from "./memory";
import { Pause } from "./pause";

export interface Written {
  body: string;
  attachmentIds: string[];
  /** Their names, for the bubble. */
  attachmentNames: string[];
  quotedId: string | null;
  quotedText: string | null;
  name: string | null;
  email: string | null;
}

export interface Outgoing extends Written {
  key: string;
  /** When it was written, by the visitor's clock. */
  at: number;
  /** Why it was not taken; it waits for the visitor. */
  refusal: string | null;
}

/** What became of a try; anything else that goes wrong is thrown, and tried again. */
export type Sent = { refusal: string | null };
/** One tab at a time does this. */
export type Lock = (act: () => Promise<void>) => Promise<void>;

interface Ways {
  memory: Memory;
  /** May the visitor write: is there a session, and have they agreed. */
  ready: () => Promise<boolean>;
  send: (message: Outgoing) => Promise<Sent>;
  lock: Lock;
  now?: () => number;
  pause?: Pick<Pause, "wait" | "wake">;
}

/** What one try has led to; `idle`: there is nothing to send, or the visitor has something to do first. */
type Step = "sent" | "idle" | { retryAfterMs: number };

const PREFIX = "out:";
/** The desk knows a key for a day; before that is over the visitor is asked. */
const KEY_KEPT_MS = 20 * 3_600_000;

export class Outbox {
  readonly #ways: Ways;
  readonly #pause: Pick<Pause, "wait" | "wake">;
  readonly #messages = signal<readonly Outgoing[]>([]);
  #isDraining = false;

  constructor(ways: Ways) {
    this.#ways = ways;
    this.#pause = ways.pause ?? new Pause();
    this.read();
  }

  /** In the order in which they were written. */
  get messages(): ReadonlySignal<readonly Outgoing[]> {
    return this.#messages;
  }

  add(written: Written): Outgoing {
    const last = this.#messages.value.at(-1)?.at ?? 0;
    // Two of the same millisecond keep their order.
    const at = Math.max(this.#now(), last + 1);
    const message: Outgoing = { ...written, key: newKey(), at, refusal: null };
    this.#keep(message);
    return message;
  }

  /** Once more; under a new key where the desk may not know the old one any more. */
  again(key: string): void {
    const message = this.#messages.value.find((one) => one.key === key);
    if (message) {
      this.drop(key);
      this.#keep({ ...message, key: newKey(), at: this.#now(), refusal: null });
    }
  }

  drop(key: string): void {
    this.#ways.memory.remove(PREFIX + key);
    this.read();
  }

  /** What another tab wrote or sent is seen, too. */
  read(): void {
    const { memory } = this.#ways;
    const names = memory.names().filter((name) => name.startsWith(PREFIX));
    const found = names.map((name) => parse(memory.get(name))).filter((one) => one !== undefined);
    this.#messages.value = found.sort((one, other) => one.at - other.at);
  }

  /** Sends what waits, until nothing does, or the visitor has something to do first. */
  async drain(): Promise<void> {
    this.#pause.wake();
    if (this.#isDraining) {
      return;
    }
    this.#isDraining = true;
    let tries = 0;
    try {
      // The lock is for one message at a time: a tab that waits keeps no other from sending.
      for (let step = await this.#step(); step !== "idle"; step = await this.#step()) {
        if (step === "sent") {
          tries = 0;
        } else {
          await this.#pause.wait(Math.max(step.retryAfterMs, backoff(tries)));
          tries += 1;
        }
      }
    } finally {
      this.#isDraining = false;
    }
  }

  async #step(): Promise<Step> {
    let step: Step = "idle";
    await this.#ways.lock(async () => {
      const next = this.#next();
      if (next) {
        step = await this.#try(next).catch((error: { retryAfterMs?: number }) => ({
          retryAfterMs: error.retryAfterMs ?? 0,
        }));
      }
    });
    return step;
  }

  async #try(message: Outgoing): Promise<Step> {
    if (!(await this.#ways.ready())) {
      return "idle";
    }
    const isStale = this.#now() - message.at > KEY_KEPT_MS;
    const { refusal } = isStale ? { refusal: "" } : await this.#ways.send(message);
    if (refusal === null) {
      this.drop(message.key);
    } else {
      this.#keep({ ...message, refusal });
    }
    return "sent";
  }

  /** The oldest that is to go, as it is in the storage now: another tab may have sent it. */
  #next(): Outgoing | undefined {
    this.read();
    return this.#messages.value.find((message) => message.refusal === null);
  }

  #keep(message: Outgoing): void {
    this.#ways.memory.set(PREFIX + message.key, JSON.stringify(message));
    this.read();
  }

  #now(): number {
    return (this.#ways.now ?? Date.now)();
  }
}

function parse(text: string | undefined): Outgoing | undefined {
  try {
    const read: Outgoing | undefined = text === undefined ? undefined : JSON.parse(text);
    return typeof read?.key === "string" && typeof read.body === "string" ? read : undefined;
  } catch {
    // Somebody else wrote there.
    return undefined;
  }
}
