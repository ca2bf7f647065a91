/** What of a chat is loaded, oldest first: pages of the server, and after them what the feed brought since. */
import { Listeners } from "../../../../live/listeners";
import type { Entry } from "./entry";

export interface EntryPage {
  entries: readonly Entry[];
  startCursor: string | null;
  endCursor: string | null;
  hasPrevious: boolean;
  hasNext: boolean;
}

export class ThreadWindow {
  readonly changes = new Listeners();
  #entries: readonly Entry[] = [];
  #start: string | null = null;
  #end: string | null = null;
  #hasOlder = false;
  #hasNewer = false;
  #hasEarlier = true;
  #isLoaded = false;

  /** The same array until something changes. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get start(): string | null {
    return this.#start;
  }

  get end(): string | null {
    return this.#end;
  }

  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  /** There may be chats before this one; not known until somebody has looked. */
  get hasEarlier(): boolean {
    return this.#hasEarlier;
  }

  /** It ends before the newest: what comes is not shown below. */
  get hasNewer(): boolean {
    return this.#hasNewer;
  }

  has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  /** Stands for all that was here before. */
  begin(page: EntryPage): void {
    this.#entries = page.entries;
    this.#start = page.startCursor;
    this.#end = page.endCursor;
    this.#hasOlder = page.hasPrevious;
    this.#hasNewer = page.hasNext;
    this.#hasEarlier = true;
    this.#isLoaded = true;
    this.changes.tell();
  }

  older(page: EntryPage): void {
    const known = new Set(this.#entries.map(({ id }) => id));
    this.#entries = [...page.entries.filter(({ id }) => !known.has(id)), ...this.#entries];
    this.#start = page.startCursor ?? this.#start;
    this.#hasOlder = page.hasPrevious;
    this.changes.tell();
  }

  /** Of a chat before this one, the newest first; none: there is no such chat. */
  earlier(entries: readonly Entry[], hasMore: boolean): void {
    this.#entries = [...entries, ...this.#entries];
    this.#hasEarlier = hasMore;
    this.changes.tell();
  }

  /** Behind the last page: in the server's order, and behind it what the feed was faster with. */
  newer(page: EntryPage): void {
    const brought = new Set(page.entries.map(({ id }) => id));
    const isFromFeed = (entry: Entry) => entry.isFromFeed && !brought.has(entry.id);
    const before = this.#entries.filter(({ id, isFromFeed }) => !isFromFeed && !brought.has(id));
    this.#entries = [...before, ...page.entries, ...this.#entries.filter(isFromFeed)];
    this.#end = page.endCursor ?? this.#end;
    this.#hasNewer = page.hasNext;
    this.changes.tell();
  }

  /** The feed: it is new, or it is another now. */
  put(entry: Entry): void {
    if (this.#hasNewer || !this.#isLoaded) {
      return;
    }
    const known = this.#entries.some(({ id }) => id === entry.id);
    if (!known) {
      this.#entries = [...this.#entries, { ...entry, isFromFeed: true }];
      this.changes.tell();
    }
  }

  remove(id: string): void {
    if (this.has(id)) {
      this.#entries = this.#entries.filter((entry) => entry.id !== id);
      this.changes.tell();
    }
  }
}
