/** A list of chats that stays live: pages are read once, then the feed puts, moves and removes. */
import type { Client } from "@urql/core";
import type { ChatFilter, ChatOrder } from "../../client/operator/graphql";
import { type Clock, systemClock } from "../../live/clock";
import { comparing, isByName, type Key, placeOf } from "./chat_order";
import { CHAT_PAGE } from "./documents";
import { type ChatRow, chatOf, type FeedEvent, goneChatOf } from "./events";
import { ASK_CHATS, ASK_EVERY_MS, PAGES_KEPT, REREAD_AFTER_MS } from "./limits";
import { ListWindow } from "./list_window";
import { type Criteria, matches, type Reader } from "./matches";
import type { Reads } from "./reads";

export interface ListOptions extends Criteria {
  order: ChatOrder;
  /** The saved view whose filter is `saved`. */
  viewId?: string | null;
}

export interface ListParts {
  client(): Client;
  reads: Reads;
  viewer(): Omit<Reader, "now" | "unread">;
  clock?: Clock;
  /** Frees the rows of a page that no list shows. */
  forget(variables: Record<string, unknown>, ids: readonly string[]): void;
}

interface Loaded {
  variables: Record<string, unknown>;
  endCursor: string | null;
  lowest: Key | undefined;
  ids: string[];
}

export class ChatList {
  readonly window: ListWindow<Key>;
  readonly #options: ListOptions;
  readonly #parts: ListParts;
  readonly #clock: Clock;
  #pages: Loaded[] = [];
  #hasMore = true;
  #loading = 0;
  /** Increased by each reset: a page of before is of no use. */
  #round = 0;
  #doubtful = new Set<string>();
  #cancelAsking: (() => void) | undefined;
  #cancelReading: (() => void) | undefined;

  constructor(options: ListOptions, parts: ListParts) {
    this.#options = options;
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.window = new ListWindow(comparing(options.order));
  }

  get hasMore(): boolean {
    return this.#hasMore;
  }

  get isLoading(): boolean {
    return this.#loading > 0;
  }

  /** Reads the list from its top: at first, and again after a reset. What is shown stays until the answer. */
  async load(): Promise<string | undefined> {
    this.#round += 1;
    return this.#read(undefined);
  }

  /** Reads the next page below. */
  async loadMore(): Promise<void> {
    const last = this.#pages.at(-1);
    if (this.#hasMore && this.#loading === 0 && last?.endCursor) {
      await this.#read(last.endCursor);
    }
  }

  /** Lets go of what is far below the last row that is looked at. */
  trim(lastSeen: string): void {
    const seen = this.#pages.findIndex(({ ids }) => ids.includes(lastSeen));
    const kept = seen + 1 + PAGES_KEPT;
    if (seen < 0 || kept >= this.#pages.length) {
      return;
    }
    const dropped = this.#pages.splice(kept);
    const lowest = this.#pages.at(-1)?.lowest;
    if (lowest) {
      this.window.cut(lowest);
    }
    this.#hasMore = true;
    for (const { variables, ids } of dropped) {
      this.#parts.forget(variables, ids);
    }
  }

  take(event: FeedEvent): void {
    const gone = goneChatOf(event);
    if (gone) {
      this.window.gone(gone);
      return;
    }
    const chat = chatOf(event);
    if (chat) {
      this.#judge(chat);
    } else if (event.__typename === "ContactEvent" && this.#dependsOnContacts()) {
      this.#readAgain();
    }
  }

  /** A row is of the list but not in the cache any more, or it could not be judged: the server is asked. */
  ask(id: string): void {
    this.#doubtful.add(id);
    this.#cancelAsking ??= this.#clock.after(ASK_EVERY_MS, () => {
      this.#cancelAsking = undefined;
      this.#askNow();
    });
  }

  close(): void {
    this.#cancelAsking?.();
    this.#cancelReading?.();
    this.#round += 1;
    for (const { variables, ids } of this.#pages.splice(0)) {
      this.#parts.forget(variables, ids);
    }
  }

  #judge(chat: ChatRow): void {
    const { order } = this.#options;
    const key = placeOf(chat, order);
    const reader: Reader = {
      ...this.#parts.viewer(),
      now: this.#clock.now(),
      unread: (one) => this.#parts.reads.unread(one),
    };
    const verdict = key ? matches(this.#options, chat, reader) : false;
    if (verdict === undefined) {
      this.ask(chat.id);
    } else if (verdict && key) {
      this.window.put({ id: chat.id, version: chat.version, key });
      if (isByName(order)) {
        // The server's order of names is its language's.
        this.#readAgain();
      }
    } else {
      this.window.remove(chat.id, chat.version);
    }
  }

  async #askNow(): Promise<void> {
    const ids = [...this.#doubtful].slice(0, ASK_CHATS);
    for (const id of ids) {
      this.#doubtful.delete(id);
    }
    const round = this.#round;
    const variables = { ...this.#variables(), filter: amongThese(this.#options.filter, ids) };
    const { data } = await this.#parts
      .client()
      .query(CHAT_PAGE, variables, { requestPolicy: "network-only" })
      .toPromise();
    this.#parts.forget(variables, ids);
    if (!data || round !== this.#round) {
      // The next reset or event asks again; without a line there is nothing to ask.
      return;
    }
    const found = new Map(data.chats.nodes.map((chat) => [chat.id, chat]));
    for (const id of ids) {
      const chat = found.get(id);
      const key = chat && placeOf(chat, this.#options.order);
      if (chat && key) {
        this.window.put({ id, version: chat.version, key });
      } else {
        this.window.gone(id);
      }
    }
    const [next] = this.#doubtful;
    if (next) {
      this.ask(next);
    }
  }

  async #read(after: string | undefined): Promise<string | undefined> {
    const isFirst = after === undefined;
    const round = this.#round;
    const mark = this.window.mark();
    const variables = { ...this.#variables(), after };
    this.#loading += 1;
    try {
      const { data, error } = await this.#parts
        .client()
        .query(CHAT_PAGE, variables, { requestPolicy: "network-only" })
        .toPromise();
      if (round !== this.#round) {
        return undefined;
      }
      if (!data) {
        throw error ?? new Error("the server gave no chats");
      }
      const { nodes, pageInfo } = data.chats;
      const rows = nodes.flatMap((chat) => {
        const key = placeOf(chat, this.#options.order);
        return key ? [{ id: chat.id, version: chat.version, key }] : [];
      });
      this.window.page({ rows, hasMore: pageInfo.hasNextPage }, mark, isFirst);
      const ids = rows.map(({ id }) => id);
      const before = isFirst ? this.#pages.splice(0) : [];
      const { endCursor } = pageInfo;
      this.#pages.push({ variables, endCursor, lowest: rows.at(-1)?.key, ids });
      this.#hasMore = pageInfo.hasNextPage;
      for (const page of before.slice(1)) {
        this.#parts.forget(page.variables, page.ids);
      }
      return data.headCursor;
    } finally {
      this.#loading -= 1;
      if (this.#loading === 0) {
        this.window.forget();
      }
    }
  }

  #readAgain(): void {
    this.#cancelReading ??= this.#clock.after(REREAD_AFTER_MS, () => {
      this.#cancelReading = undefined;
      this.load().catch(() => {
        // The next change of a name tries again.
      });
    });
  }

  #dependsOnContacts(): boolean {
    const { order, filter, saved } = this.#options;
    const asked = JSON.stringify([filter, saved]);
    return isByName(order) || /"(contactRoles|languages|attribute|contactId)"/.test(asked);
  }

  #variables() {
    const { filter, view, viewId, operatorId, tab, order } = this.#options;
    return { filter, view, viewId, operatorId, tab, order };
  }
}

/** The same filter with a condition more: within it, where a level more could be one too many. */
function amongThese(filter: ChatFilter | null | undefined, ids: readonly string[]): ChatFilter {
  const asked = filter?.ids;
  return { ...filter, ids: asked ? ids.filter((id) => [...asked].includes(id)) : [...ids] };
}
