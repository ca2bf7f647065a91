/** What is being written: in the browser at once, on the server every 2 s; a reply and a note apart. */

import type { DraftKind, SavedDraftFragment } from "../../client/operator/graphql";
import { type Clock, systemClock } from "../../live/clock";
import { Listeners } from "../../live/listeners";
import type { Store } from "../../live/store";
import type { Tabs } from "../../live/tabs";
import type { FeedEvent } from "./events";
import { DRAFT_EVERY_MS } from "./limits";

export interface DraftText {
  body: string;
  quotedMessageId: string | null;
  attachmentIds: readonly string[];
}

export interface DraftState extends DraftText {
  /** What another device wrote meanwhile; the own text stays until people choose. */
  other: (DraftText & { device: string }) | undefined;
  isSaved: boolean;
}

/** As it is kept in the browser. */
interface Kept extends DraftText {
  /** The server's version that it was written on; absent where the server has none. */
  version?: number;
  isSaved: boolean;
}

export interface DraftSave extends DraftText {
  chatId: string;
  kind: DraftKind;
  device: string;
  expectedVersion?: number;
}

export type DraftSaved =
  | { kind: "saved"; draft: SavedDraftFragment }
  /** Another device was faster; this is its text. */
  | { kind: "stale"; draft: SavedDraftFragment }
  | { kind: "unanswered" };

export interface DraftParts {
  store: Store;
  save(draft: DraftSave, isLeaving: boolean): Promise<DraftSaved>;
  remove(chatId: string, kind: DraftKind): Promise<boolean>;
  /** How this browser is called among the reader's devices. */
  device: string;
  tabs?: Tabs<DraftMessage>;
  clock?: Clock;
}

/** What a tab tells the others while somebody types in it. */
export interface DraftMessage {
  key: string;
  kept: Kept;
}

const EMPTY: DraftText = { body: "", quotedMessageId: null, attachmentIds: [] };

/** One for each chat and kind: the server knows it by them, so that a reload makes no second one. */
const keyOf = (chatId: string, kind: DraftKind) => `draft:${chatId}:${kind}`;

export class Drafts {
  readonly #parts: DraftParts;
  readonly #open = new Map<string, Draft>();

  constructor(parts: DraftParts) {
    this.#parts = parts;
    parts.tabs?.listen(({ key, kept }) => this.#open.get(key)?.adopt(kept));
  }

  of(chatId: string, kind: DraftKind): Draft {
    const key = keyOf(chatId, kind);
    const draft = this.#open.get(key) ?? new Draft(chatId, kind, this.#parts);
    this.#open.set(key, draft);
    return draft;
  }

  take(event: FeedEvent): void {
    if (event.__typename !== "DraftEvent") {
      return;
    }
    const { draft, subjectId } = event;
    if (draft) {
      this.#open.get(keyOf(draft.chatId, draft.kind))?.told(draft);
      return;
    }
    for (const open of this.#open.values()) {
      open.gone(subjectId);
    }
  }

  /** The page is left or hidden: whatever is not on the server goes now. */
  async flush(isLeaving = true): Promise<void> {
    await Promise.all([...this.#open.values()].map((draft) => draft.flush(isLeaving)));
  }
}

export class Draft {
  readonly changes = new Listeners();
  readonly #chatId: string;
  readonly #kind: DraftKind;
  readonly #parts: DraftParts;
  readonly #clock: Clock;
  readonly #key: string;
  #kept: Kept = { ...EMPTY, isSaved: true };
  #other: SavedDraftFragment | undefined;
  #state: DraftState = { ...EMPTY, other: undefined, isSaved: true };
  #id: string | undefined;
  /** Counts what is typed, so that an answer is known to be about an older text. */
  #typed = 0;
  #cancel: (() => void) | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(chatId: string, kind: DraftKind, parts: DraftParts) {
    this.#chatId = chatId;
    this.#kind = kind;
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.#key = keyOf(chatId, kind);
  }

  /** The same object until something changes. */
  get state(): DraftState {
    return this.#state;
  }

  /** Takes up what the browser kept, and what the server has where that is newer. */
  async open(stored?: SavedDraftFragment | null): Promise<void> {
    const kept = await this.#parts.store.get<Kept>(this.#key);
    if (kept && this.#typed === 0) {
      this.#kept = kept;
      this.#show();
    }
    if (stored) {
      this.told(stored);
    }
    if (!this.#kept.isSaved) {
      this.#soon();
    }
  }

  /** A letter was typed: it is in the browser before anything else happens. */
  async write(text: Partial<DraftText>): Promise<void> {
    this.#typed += 1;
    this.#kept = { ...this.#kept, ...text, isSaved: false };
    this.#show();
    this.#tell();
    this.#soon();
    await this.#keep();
  }

  /** It was sent, or people threw it away. */
  async clear(): Promise<void> {
    this.#typed += 1;
    const { version } = this.#kept;
    this.#kept = { ...EMPTY, isSaved: version === undefined, ...(version && { version }) };
    this.#other = undefined;
    this.#show();
    this.#tell();
    this.#soon();
    await this.#keep();
  }

  /** People chose what the other device wrote. */
  async takeOther(): Promise<void> {
    const other = this.#other;
    if (other) {
      this.#other = undefined;
      await this.write(textOf(other));
    }
  }

  dropOther(): void {
    this.#other = undefined;
    this.#show();
  }

  /** Another tab of this browser writes the same draft. */
  adopt(kept: Kept): void {
    this.#typed += 1;
    this.#kept = kept;
    // That tab saves it.
    this.#cancel?.();
    this.#cancel = undefined;
    this.#show();
  }

  /** The server has this draft. */
  told(stored: SavedDraftFragment): void {
    this.#id = stored.id;
    const { version = 0, isSaved } = this.#kept;
    if (stored.version <= version) {
      return;
    }
    if (isSaved || isSame(this.#kept, textOf(stored))) {
      this.#kept = { ...textOf(stored), version: stored.version, isSaved: true };
    } else {
      this.#goOnFrom(stored);
    }
    this.#show();
    this.#keep();
  }

  /** The server has it no more: it was sent or thrown away elsewhere. */
  gone(id: string | null): void {
    if (id === null || id !== this.#id) {
      return;
    }
    this.#id = undefined;
    const { version: _, ...text } = this.#kept;
    this.#kept = text.isSaved ? { ...EMPTY, isSaved: true } : text;
    this.#show();
    this.#keep();
  }

  /** Saves at once what is not saved. */
  async flush(isLeaving = false): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    // One after the other: the second one would be about a version that the first has made old.
    const saving = this.#saving.then(() =>
      this.#kept.isSaved ? undefined : this.#save(isLeaving),
    );
    this.#saving = saving;
    await saving;
  }

  #soon(): void {
    this.#cancel ??= this.#clock.after(DRAFT_EVERY_MS, () => this.flush());
  }

  async #save(isLeaving: boolean): Promise<void> {
    const typed = this.#typed;
    const { version, isSaved: _, ...text } = this.#kept;
    const isEmpty = isSame(text, EMPTY);
    if (isEmpty) {
      const isGone = version === undefined || (await this.#parts.remove(this.#chatId, this.#kind));
      if (isGone && typed === this.#typed) {
        this.#id = undefined;
        this.#kept = { ...EMPTY, isSaved: true };
      }
    } else {
      const saved = await this.#parts.save(
        {
          ...text,
          chatId: this.#chatId,
          kind: this.#kind,
          device: this.#parts.device,
          ...(version !== undefined && { expectedVersion: version }),
        },
        isLeaving,
      );
      if (saved.kind === "saved") {
        this.#id = saved.draft.id;
        const isSaved = typed === this.#typed;
        this.#kept = { ...this.#kept, version: saved.draft.version, isSaved };
      } else if (saved.kind === "stale") {
        this.#goOnFrom(saved.draft);
      }
    }
    this.#show();
    this.#tell();
    await this.#keep();
    if (!this.#kept.isSaved) {
      this.#soon();
    }
  }

  /** The own text goes on, on top of the stored one; what another device wrote is offered. */
  #goOnFrom(stored: SavedDraftFragment): void {
    this.#id = stored.id;
    if (stored.device !== this.#parts.device && !isSame(this.#kept, textOf(stored))) {
      this.#other = stored;
    }
    this.#kept = { ...this.#kept, version: stored.version };
  }

  #tell(): void {
    this.#parts.tabs?.tell({ key: this.#key, kept: this.#kept });
  }

  async #keep(): Promise<void> {
    const kept = this.#kept;
    const isNothing = isSame(kept, EMPTY) && kept.isSaved;
    await (isNothing
      ? this.#parts.store.delete(this.#key)
      : this.#parts.store.set(this.#key, kept));
  }

  #show(): void {
    const { body, quotedMessageId, attachmentIds, isSaved } = this.#kept;
    const other = this.#other && { ...textOf(this.#other), device: this.#other.device };
    this.#state = { body, quotedMessageId, attachmentIds, isSaved, other };
    this.changes.tell();
  }
}

function textOf({ body, quotedMessageId, attachmentIds }: DraftText): DraftText {
  return { body, quotedMessageId, attachmentIds };
}

function isSame(one: DraftText, other: DraftText): boolean {
  return (
    one.body === other.body &&
    one.quotedMessageId === other.quotedMessageId &&
    one.attachmentIds.join() === other.attachmentIds.join()
  );
}
