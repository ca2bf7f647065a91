/** Replies, notes and labels on their way: kept over reloads, sent in order, each with one key until it is known. */
import { backoff } from "../../live/backoff";
import { type Clock, systemClock } from "../../live/clock";
import { newKey } from "../../live/key";
import { Listeners } from "../../live/listeners";
import type { Store } from "../../live/store";
import { RESEND_FOR_MS } from "./limits";

/** `schedule` is a reply that can be taken back for a moment. */
export type OutboxKind = "reply" | "schedule" | "note" | "label" | "unlabel";

export interface OutboxItem {
  /** The `clientMutationId`. */
  key: string;
  kind: OutboxKind;
  chatId: string;
  /** The mutation's input without its key. */
  input: Record<string, unknown>;
  /** Orders a chat's items. */
  at: number;
  /** Since when its key may be known to the server. */
  since: number;
  state:
    | { kind: "waiting" }
    | { kind: "sending" }
    /** It was not done and will not be; the text can be restored. */
    | { kind: "refused"; reason: string }
    /** It may have been done, and the server would not recognise the key any more: people decide. */
    | { kind: "unknown" };
}

/** What became of one try. */
export type Sent =
  | { kind: "done" }
  | { kind: "refused"; reason: string }
  /** No answer, or none that says whether it was done. */
  | { kind: "unanswered" };

export interface OutboxParts {
  store: Store;
  send(item: OutboxItem): Promise<Sent>;
  clock?: Clock;
  random?: () => number;
  /** Does it unless another tab is at it. */
  alone?(name: string, work: () => Promise<void>): Promise<boolean>;
}

const PREFIX = "outbox:";

export class Outbox {
  readonly changes = new Listeners();
  readonly #parts: OutboxParts;
  readonly #clock: Clock;
  #items: readonly OutboxItem[] = [];
  #attempts = new Map<string, number>();
  #busy = new Set<string>();
  /** Chats whose first item waits before its next try. */
  #resting = new Map<string, () => void>();
  #last = 0;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
  }

  /** What is on its way, oldest first; the same array until something changes. */
  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  /** Takes up what an earlier page left. */
  async open(): Promise<void> {
    const kept = await this.#parts.store.all<OutboxItem>(PREFIX);
    const known = new Set(this.#items.map(({ key }) => key));
    const left = kept.filter(({ key }) => !known.has(key)).map(asLeft);
    this.#items = [...this.#items, ...left].sort((one, other) => one.at - other.at);
    this.#last = this.#items.at(-1)?.at ?? 0;
    this.changes.tell();
    this.wake();
  }

  /** Stored before the first try; gives the key. */
  async add(kind: OutboxKind, chatId: string, input: Record<string, unknown>): Promise<string> {
    const key = newKey();
    // Two in one millisecond keep their order.
    const since = this.#clock.now();
    const at = Math.max(since, this.#last + 1);
    this.#last = at;
    const item: OutboxItem = { key, kind, chatId, input, at, since, state: { kind: "waiting" } };
    this.#items = [...this.#items, item];
    this.changes.tell();
    await this.#parts.store.set(PREFIX + key, item);
    this.#work(chatId);
    return key;
  }

  /** Answer or feed brought what this key made, whichever was first. */
  async settle(key: string): Promise<void> {
    const item = this.#items.find((one) => one.key === key);
    if (!item) {
      return;
    }
    this.#items = this.#items.filter((one) => one !== item);
    this.#attempts.delete(key);
    this.#resting.get(item.chatId)?.();
    this.#resting.delete(item.chatId);
    this.changes.tell();
    await this.#parts.store.delete(PREFIX + key);
    this.#work(item.chatId);
  }

  /** People say: send it (again). What was refused or is unknown gets a new key. */
  async again(key: string): Promise<void> {
    const item = this.#items.find((one) => one.key === key);
    if (item?.state.kind !== "refused" && item?.state.kind !== "unknown") {
      return;
    }
    const since = this.#clock.now();
    const renewed: OutboxItem = { ...item, key: newKey(), since, state: { kind: "waiting" } };
    this.#items = this.#items.map((one) => (one === item ? renewed : one));
    this.changes.tell();
    await this.#keep(renewed.key);
    await this.#parts.store.delete(PREFIX + key);
    this.#work(item.chatId);
  }

  /** People say: leave it. Gives it back, so that its text can be restored. */
  async discard(key: string): Promise<OutboxItem | undefined> {
    const item = this.#items.find((one) => one.key === key);
    if (item?.state.kind === "sending") {
      return undefined;
    }
    await this.settle(key);
    return item;
  }

  /** There may be a line again. */
  wake(): void {
    for (const cancel of this.#resting.values()) {
      cancel();
    }
    this.#resting.clear();
    for (const chatId of new Set(this.#items.map((item) => item.chatId))) {
      this.#work(chatId);
    }
  }

  /** The first of a chat goes; the others wait for its outcome, so that they arrive in order. */
  async #work(chatId: string): Promise<void> {
    const first = this.#items.find((item) => item.chatId === chatId);
    const isAt = this.#busy.has(chatId) || this.#resting.has(chatId);
    if (first?.state.kind !== "waiting" || isAt) {
      return;
    }
    this.#busy.add(chatId);
    let isDone = false;
    const work = async () => {
      isDone = await this.#try(first.key);
    };
    try {
      await (this.#parts.alone?.(`outbox:${first.key}`, work) ?? work());
    } finally {
      this.#busy.delete(chatId);
    }
    if (isDone) {
      this.#work(chatId);
      return;
    }
    const attempt = this.#attempts.get(first.key) ?? 0;
    this.#attempts.set(first.key, attempt + 1);
    const rest = this.#clock.after(backoff(attempt, this.#parts.random), () => {
      this.#resting.delete(chatId);
      this.#work(chatId);
    });
    this.#resting.set(chatId, rest);
  }

  /** Tells whether the next one may go. */
  async #try(key: string): Promise<boolean> {
    const item = this.#items.find((one) => one.key === key);
    if (!item) {
      return true;
    }
    if (this.#clock.now() - item.since > RESEND_FOR_MS) {
      await this.#become(key, { kind: "unknown" });
      return true;
    }
    await this.#become(key, { kind: "sending" });
    const sent = await this.#parts
      .send({ ...item, state: { kind: "sending" } })
      .catch((): Sent => ({ kind: "unanswered" }));
    if (sent.kind === "done") {
      await this.settle(key);
      return true;
    }
    if (sent.kind === "refused") {
      await this.#become(key, sent);
      return true;
    }
    await this.#become(key, { kind: "waiting" });
    return false;
  }

  async #become(key: string, state: OutboxItem["state"]): Promise<void> {
    if (this.#items.some((one) => one.key === key)) {
      this.#items = this.#items.map((one) => (one.key === key ? { ...one, state } : one));
      this.changes.tell();
      await this.#keep(key);
    }
  }

  async #keep(key: string): Promise<void> {
    const item = this.#items.find((one) => one.key === key);
    if (item) {
      await this.#parts.store.set(PREFIX + key, item);
    }
  }
}

/** Whether a try reached the server is not known after a reload: it goes again with its key. */
function asLeft(item: OutboxItem): OutboxItem {
  return item.state.kind === "sending" ? { ...item, state: { kind: "waiting" } } : item;
}
