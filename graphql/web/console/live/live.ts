/** The live core of the console in one piece: what screens ask, follow and do goes through it. */
import { type Client, CombinedError } from "@urql/core";
import type { DraftKind } from "../../client/operator/graphql";
import { type Clock, systemClock } from "../../live/clock";
import { Connection } from "../../live/connection";
import { alone } from "../../live/leader";
import { Listeners } from "../../live/listeners";
import type { Store } from "../../live/store";
import type { Tabs } from "../../live/tabs";
import { ChatList, type ListOptions } from "./chat_list";
import { type ClientOptions, CSRF_HEADER, createClient } from "./client";
import { CHAT_MARK_READ, DRAFT_DELETE, DRAFT_SAVE } from "./documents";
import { type DraftMessage, type DraftSave, type DraftSaved, Drafts } from "./draft";
import type { FeedEvent } from "./events";
import { Feed } from "./feed";
import type { Reader } from "./matches";
import { Mends } from "./mends";
import { Outbox } from "./outbox";
import { ReadMark } from "./read_mark";
import { Reads } from "./reads";
import { send } from "./send";

export type Viewer = Omit<Reader, "now" | "unread">;

/** What the tabs of one browser tell each other. */
export type TabMessage =
  | { kind: "draft"; draft: DraftMessage }
  | { kind: "signed_out" }
  | { kind: "theme"; theme: string };

export interface LiveOptions extends Omit<ClientOptions, "connection" | "mends" | "reads"> {
  connection: Connection;
  store: Store;
  tabs: Tabs<TabMessage>;
  device: string;
  clock?: Clock;
  isFocused?: () => boolean;
}

export class Live {
  readonly connection: Connection;
  readonly feed = new Feed();
  readonly reads = new Reads();
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly readMark: ReadMark;
  /** The client is another one: whatever was read has to be read again. */
  readonly resets = new Listeners();
  readonly #options: LiveOptions;
  readonly #lists = new Set<ChatList>();
  /** Those of which nothing has come since the reset. */
  readonly #unanswered = new Set<ChatList>();
  #mends = new Mends();
  #client: Client;
  #viewer: Viewer = { operatorId: "", seesContacts: false };
  /** Pages that no list shows but whose rows another one may. */
  #unused: { variables: Record<string, unknown>; ids: readonly string[] }[] = [];

  constructor(options: LiveOptions) {
    this.#options = options;
    const { connection, store, tabs, device } = options;
    const clock = options.clock ?? systemClock;
    this.connection = connection;
    this.#client = this.#createClient();
    this.outbox = new Outbox({
      store,
      clock,
      alone,
      send: (item) => send(this.client, item),
    });
    this.drafts = new Drafts({
      store,
      clock,
      device,
      tabs: {
        tell: (draft) => tabs.tell({ kind: "draft", draft }),
        listen: (listener) =>
          tabs.listen((message) => {
            if (message.kind === "draft") {
              listener(message.draft);
            }
          }),
        close: () => tabs.close(),
      },
      save: (draft, isLeaving) => this.#saveDraft(draft, isLeaving),
      remove: (chatId, kind) => this.#removeDraft(chatId, kind),
    });
    this.readMark = new ReadMark({
      clock,
      isFocused: options.isFocused ?? (() => document.hasFocus()),
      tell: (chatId) => {
        this.client.mutation(CHAT_MARK_READ, { input: { chatId } }).toPromise();
      },
    });
    this.feed.events.add((event) => this.#take(event));
    this.feed.resets.add(() => this.#reset());
    connection.onChange(() => {
      if (connection.sign.kind === "live") {
        this.outbox.wake();
        // What was read meanwhile could not be told.
        this.readMark.focus();
        for (const list of this.#unanswered) {
          this.#reload(list);
        }
      } else if (connection.sign.kind === "signed_out") {
        tabs.tell({ kind: "signed_out" });
      }
    });
    tabs.listen(({ kind }) => {
      if (kind === "signed_out" && connection.sign.kind !== "signed_out") {
        connection.signOut();
      }
    });
  }

  /** The client of now; another one after a reset. */
  get client(): Client {
    return this.#client;
  }

  /** Who looks; known with the first screen. */
  looksAs(viewer: Viewer): void {
    this.#viewer = viewer;
  }

  /** Opens a list and reads its first page; what it gives closes it. */
  openList(options: ListOptions): { list: ChatList; close(): void } {
    const list = new ChatList(options, {
      client: () => this.client,
      reads: this.reads,
      viewer: () => this.#viewer,
      ...(this.#options.clock && { clock: this.#options.clock }),
      forget: (variables, ids) => this.#forget(variables, ids),
    });
    this.#lists.add(list);
    const close = () => {
      this.#lists.delete(list);
      this.#unanswered.delete(list);
      list.close();
    };
    return { list, close };
  }

  /** The session's end, or the page's. */
  close(): void {
    this.feed.end();
    this.connection.close();
  }

  #createClient(): Client {
    this.#mends = new Mends();
    return createClient({ ...this.#options, mends: this.#mends, reads: this.reads });
  }

  #take(event: FeedEvent): void {
    this.reads.take(event);
    this.drafts.take(event);
    for (const list of this.#lists) {
      list.take(event);
    }
    if (event.__typename === "MessageEvent" && event.message?.clientMutationId) {
      this.outbox.settle(event.message.clientMutationId);
    }
  }

  /** A new cache under the same screens: drafts, outbox and what is shown stay. */
  #reset(): void {
    const after = this.feed.cursor;
    this.feed.end();
    this.#unused = [];
    this.#client = this.#createClient();
    if (after !== undefined) {
      this.feed.begin(this.#client, after);
    }
    this.resets.tell();
    for (const list of this.#lists) {
      this.#reload(list);
    }
  }

  /** Reads a list again; where no answer comes, once more with the next live line. */
  async #reload(list: ChatList): Promise<void> {
    this.#unanswered.delete(list);
    try {
      await list.load();
    } catch (error) {
      if (isForbidden(error)) {
        // Of what may not be seen any more, no rows are left either.
        list.window.page({ rows: [], hasMore: false }, list.window.mark(), true);
      } else if (this.#lists.has(list)) {
        this.#unanswered.add(list);
      }
    }
  }

  #forget(variables: Record<string, unknown>, ids: readonly string[]): void {
    this.#unused.push({ variables, ids });
    const isShown = (id: string) => [...this.#lists].some((list) => list.window.has(id));
    const free = this.#unused.filter((page) => !page.ids.some(isShown));
    this.#unused = this.#unused.filter((page) => !free.includes(page));
    this.#mends.add(
      ...free.map((page) => ({
        kind: "forget" as const,
        field: "chats",
        variables: { view: "ALL", ...defined(page.variables), first: 50 },
      })),
    );
  }

  async #saveDraft(draft: DraftSave, isLeaving: boolean): Promise<DraftSaved> {
    const { attachmentIds, ...text } = draft;
    const input = { ...text, attachmentIds: [...attachmentIds], format: "PLAIN" as const };
    // A page that is left may still send a little.
    const context = isLeaving
      ? { fetchOptions: { keepalive: true, headers: { ...CSRF_HEADER, ...this.#options.headers } } }
      : {};
    const { data } = await this.client.mutation(DRAFT_SAVE, { input }, context).toPromise();
    const payload = data?.draftSave;
    if (!payload?.draft) {
      return { kind: "unanswered" };
    }
    const isStale = payload.userErrors.some(({ code }) => code === "STALE_VERSION");
    return { kind: isStale ? "stale" : "saved", draft: payload.draft };
  }

  async #removeDraft(chatId: string, kind: DraftKind): Promise<boolean> {
    const input = { chatId, kind };
    const { data } = await this.client.mutation(DRAFT_DELETE, { input }).toPromise();
    return data?.draftDelete !== undefined;
  }
}

const isForbidden = (error: unknown): boolean =>
  error instanceof CombinedError &&
  error.graphQLErrors.some(({ extensions }) => extensions["code"] === "FORBIDDEN");

/** As the cache knows a field's arguments: what was not passed is not among them. */
function defined(variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

/** The connection of the page: the socket beside its address, and events where no socket passes. */
export function connectionOf(origin: string): Connection {
  return new Connection({
    socket: { url: `${origin.replace(/^http/, "ws")}/graphql/ws` },
    eventStream: { url: `${origin}/graphql`, headers: () => CSRF_HEADER },
  });
}
