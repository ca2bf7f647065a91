/** A desk of chats behind a server that speaks the real protocols, and the live core of a page that looks at it. */
import WebSocket from "ws";
import { type Clock, systemClock } from "../../../live/clock";
import { Connection } from "../../../live/connection";
import { memoryStore, type Store } from "../../../live/store";
import { Log, type Root, TestServer } from "../../../live/testing/server";
import type { ChatRow } from "../events";
import { Live } from "../live";
import { chatPage, operatorId } from "./rows";

export class Desk {
  readonly log = new Log();
  /** By their ids, in the order of the list. */
  readonly chats = new Map<string, ChatRow>();
  /** The arguments of each list that was asked for. */
  readonly asked: { filter?: { ids?: string[] } | null; after?: string | null }[] = [];
  /** Each answer to a list waits for it, after the rows were read. */
  holding: Promise<void> = Promise.resolve();
  #server: TestServer | undefined;
  readonly #own: Root;

  constructor(rows: ChatRow[], own: Root = {}) {
    for (const row of rows) {
      this.chats.set(row.id, row);
    }
    this.#own = own;
  }

  get server(): TestServer {
    if (!this.#server) {
      throw new Error("the desk is closed");
    }
    return this.#server;
  }

  async open(port = 0): Promise<void> {
    const root: Root = {
      headCursor: () => this.log.head,
      chats: async (given: Desk["asked"][number] & { first: number }) => {
        this.asked.push(given);
        const ids = given.filter?.ids;
        const all = [...this.chats.values()].filter((row) => !ids || ids.includes(row.id));
        const from = given.after ? all.findIndex((row) => row.id === given.after) + 1 : 0;
        const rows = structuredClone(all.slice(from, from + given.first));
        const page = chatPage(rows, all.length > from + given.first);
        await this.holding;
        return page;
      },
      chat: ({ id }: { id: string }) => this.chats.get(id) ?? null,
      events: ({ after }: { after: string | null }) => this.log.follow(after),
      ...this.#own,
    };
    this.#server = await TestServer.start(root, port);
  }

  /** A page that looks at it. */
  look(store: Store = memoryStore(), clock: Clock = systemClock): Live {
    const { server } = this;
    const live = new Live({
      url: server.url,
      connection: new Connection({
        socket: { url: server.socketUrl, webSocket: WebSocket },
        eventStream: { url: server.url },
        random: () => 0,
      }),
      store,
      clock,
      tabs: { tell() {}, listen: () => () => {}, close() {} },
      device: "browser",
      isFocused: () => true,
    });
    live.looksAs({ operatorId: operatorId(1), seesContacts: true });
    return live;
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }
}
