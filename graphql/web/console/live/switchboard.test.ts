/** The live core against a real Switchboard. */
import { gql } from "@urql/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { ChatFilter } from "../../client/operator/graphql";
import { Connection } from "../../live/connection";
import { memoryStore } from "../../live/store";
import { PROGRAM, Switchboard } from "../../live/testing/switchboard";
import { until } from "../../live/testing/until";
import { act, type UserError } from "./act";
import { Counts } from "./counts";
import { CHAT_PAGE, ROW } from "./documents";
import type { ChatRow, FeedEvent } from "./events";
import { CHAT_ROW } from "./fragments";
import { Live } from "./live";
import { compare } from "./testing/any_filter";

if (!PROGRAM) {
  it.skip("is not run: set SWITCHBOARD_BIN to the program that it is to be run against", () => {});
}

interface Updated extends Record<string, { userErrors: UserError[] }> {
  chatUpdate: { userErrors: UserError[] };
}

let desk: Switchboard;
let viewerId: string;
const pages: Live[] = [];

/** A page that looks at the desk; `cut` ends its sockets as a lost network does. */
function look({ isSocketBlocked = false } = {}) {
  const sockets = new Set<WebSocket>();
  class Socket extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      sockets.add(this);
    }
  }
  const authorization = `Bearer ${desk.token}`;
  const socketUrl = `${desk.url.replace("http", "ws")}/graphql/ws`;
  const live = new Live({
    url: `${desk.url}/graphql`,
    headers: { authorization },
    sendsHashes: true,
    connection: new Connection({
      socket: {
        // Nothing takes sockets at this path.
        url: isSocketBlocked ? socketUrl.replace("/ws", "/none") : socketUrl,
        webSocket: Socket,
        parameters: () => ({ token: desk.token }),
      },
      eventStream: { url: `${desk.url}/graphql`, headers: () => ({ authorization }) },
      random: () => 0,
    }),
    store: memoryStore(),
    tabs: { tell() {}, listen: () => () => {}, close() {} },
    device: "browser",
    isFocused: () => true,
  });
  live.looksAs({ operatorId: viewerId, seesContacts: true });
  pages.push(live);
  const cut = () => {
    for (const socket of sockets) {
      socket.terminate();
    }
  };
  return { live, cut };
}

/** Its list, behind which it follows. */
async function follow(live: Live) {
  const { list } = live.openList({ order: "LAST_MESSAGE" });
  live.feed.begin(live.client, (await list.load()) ?? "");
  await until(() => live.connection.sign.kind === "live", "live");
  return list;
}

function cached(live: Live, id: string): ChatRow | undefined {
  const asked = live.client.readQuery(ROW, { id }, { requestPolicy: "cache-only" });
  const node = asked?.data?.node;
  return node && "version" in node ? (node as ChatRow) : undefined;
}

/** All chats, as a page that has just been opened reads them. */
async function fresh(): Promise<(ChatRow & { unreadCount: number })[]> {
  const { live } = look();
  const { data, error } = await live.client.query(CHAT_PAGE, { order: "LAST_MESSAGE" }).toPromise();
  if (!data) {
    throw error ?? new Error("no chats");
  }
  return data.chats.nodes;
}

async function made(mutation: string, input: object): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const noun = mutation.replace(/Create$/, "");
  const data = await desk.operator(
    `mutation($input: ${type}!) { ${mutation}(input: $input) { ${noun} { id } userErrors { message } } }`,
    { input },
  );
  return (data[mutation] as Record<string, { id: string }>)[noun]?.id ?? "";
}

async function does(mutation: string, input: object): Promise<void> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  await desk.operator(
    `mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { message } } }`,
    { input },
  );
}

/** The chats that are like this, says the server. */
async function ask(filter: ChatFilter): Promise<string[]> {
  const query =
    "query($filter: ChatFilter) { chats(filter: $filter, first: 100) { nodes { id } } }";
  const { chats } = await desk.operator(query, { filter });
  return (chats as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
}

describe.runIf(PROGRAM)("against a real Switchboard", { timeout: 600_000 }, () => {
  beforeAll(async () => {
    desk = new Switchboard(PROGRAM ?? "");
    await desk.start();
    const { viewer } = await desk.operator("{ viewer { operator { id } } }");
    viewerId = (viewer as { operator: { id: string } }).operator.id;
  }, 240_000);

  afterAll(async () => {
    for (const live of pages) {
      live.close();
    }
    await desk.close();
  });

  it("what customers write is on the screen, over cuts, once and in order", async () => {
    const { live, cut } = look();
    const list = await follow(live);
    const bodies: string[] = [];
    live.feed.events.add((event) => {
      if (event.__typename === "MessageEvent" && event.kind === "MESSAGE_CREATED") {
        bodies.push(event.message?.body ?? "");
      }
    });
    const write = await desk.customer("one");
    await until(() => list.window.ids.length === 1, "the chat");
    cut();
    await write("two");
    await write("three");
    await until(() => bodies.length === 3, "what was missed");
    expect(bodies).toEqual(["one", "two", "three"]);
    const [id = ""] = list.window.ids;
    expect(cached(live, id)).toMatchObject({ inboundCount: 3, lastMessage: { body: "three" } });
    const [row] = await fresh();
    expect(row && live.reads.unread(row)).toBe(row?.unreadCount);
  });

  it("is live by server-sent events where no socket passes", async () => {
    const { live } = look({ isSocketBlocked: true });
    const list = await follow(live);
    const before = list.window.ids.length;
    expect(live.connection.isOnEvents).toBe(true);
    await desk.customer("by events");
    await until(() => list.window.ids.length === before + 1, "the chat");
  });

  it("a reply is settled by its key, a draft is kept, a chat is read", async () => {
    const { live } = look();
    const list = await follow(live);
    const write = await desk.customer("Where is my payout?");
    await until(
      () => cached(live, list.window.ids[0] ?? "")?.lastMessage?.body.startsWith("Where"),
      "the chat",
    );
    const [id = ""] = list.window.ids;

    const draft = live.drafts.of(id, "REPLY");
    await draft.write({ body: "I look" });
    await draft.flush();
    expect(draft.state.isSaved).toBe(true);
    const { viewer } = await desk.operator("{ viewer { drafts { body kind } } }");
    expect(viewer).toMatchObject({ drafts: [{ body: "I look", kind: "REPLY" }] });

    const keys: string[] = [];
    live.feed.events.add((event: FeedEvent) => {
      if (event.__typename === "MessageEvent" && event.message?.clientMutationId) {
        keys.push(event.message.clientMutationId);
      }
    });
    const key = await live.outbox.add("reply", id, { body: "It leaves today." });
    await draft.clear();
    await draft.flush();
    await until(() => live.outbox.items.length === 0, "the reply");
    await until(() => keys.length === 1, "the feed brings it");
    expect(keys).toEqual([key]);

    await write("Thank you!");
    await until(() => (cached(live, id)?.inboundCount ?? 0) === 2, "the second message");
    live.readMark.shows(id, "the newest");
    await until(() => live.reads.unread({ id, inboundCount: 2 }) === 0, "the reading");

    const refused = await live.outbox.add("reply", id, { body: "" });
    await until(() => live.outbox.items[0]?.state.kind === "refused", "the refusal");
    expect((await live.outbox.discard(refused))?.input["body"]).toBe("");
  });

  it("an act on a chat that is another by then shows it, and who changed it", async () => {
    const { live } = look();
    const list = await follow(live);
    const [id = ""] = list.window.ids;
    const version = cached(live, id)?.version ?? 0;
    const stale = { chatId: id, subject: "Mine", expectedVersion: version };
    await does("chatUpdate", { chatId: id, subject: "Theirs" });
    const CHAT_UPDATE = gql<Updated, { input: { chatId: string } }>`
      mutation RealChatUpdate($input: ChatUpdateInput!) {
        chatUpdate(input: $input) {
          chat {
            ...ChatRow
          }
          userErrors {
            code
            message
            path
          }
        }
      }
    ${CHAT_ROW}
    `;
    const outcome = await act(live.client, CHAT_UPDATE, { input: stale });
    expect(outcome).toMatchObject({
      kind: "stale",
      by: { kind: "CHAT_UPDATED", author: { id: viewerId } },
    });
    expect(cached(live, id)?.subject).toBe("Theirs");
  });

  it("counts come from the server", async () => {
    const { live } = look();
    await follow(live);
    const counts = new Counts();
    const stop = counts.follow(live.client, { views: [], tabs: ["NEW"], lists: [] });
    await until(() => counts.of("NEW"), "the counts");
    const before = counts.of("NEW")?.total ?? 0;
    await desk.customer("one more");
    await until(() => counts.of("NEW")?.total === before + 1, "the new count");
    stop();
  });

  it("snapshot and feed are what a fresh snapshot is, and the filter judges as the server does", async () => {
    const { live } = look();
    const list = await follow(live);
    for (let number = list.window.ids.length; number < 45; number += 1) {
      await desk.customer(`question ${number}`);
    }
    await until(() => list.window.ids.length === 45, "45 chats");
    const chats = await fresh();
    const labels = [
      await made("labelCreate", { name: "payout" }),
      await made("labelCreate", { name: "urgent" }),
    ];
    const reason = await made("closeReasonCreate", { name: "Paid out" });
    const team = await made("teamCreate", { name: "Payments" });
    const languages = ["de", "de-AT", "uk", null];
    const priorities = ["LOW", "NORMAL", "HIGH", "URGENT"];
    const acts: ((chatId: string, index: number) => Promise<void>)[] = [
      (chatId, index) => does("chatUpdate", { chatId, priority: priorities[index % 4] }),
      (chatId, index) => does("chatUpdate", { chatId, language: languages[index % 4] }),
      (chatId, index) => does("chatLabel", { chatId, labelId: labels[index % 2] }),
      (chatId) => does("chatAssign", { chatId, teamId: team }),
      (chatId) => does("chatAssign", { chatId, operatorId: viewerId }),
      (chatId) => does("chatJoin", { chatId }),
      (chatId) => does("chatMarkRead", { chatId }),
      (chatId) => does("messageReply", { chatId, body: "Hello" }),
      (chatId) => does("chatSnooze", { chatId, until: "2099-01-01T00:00:00Z" }),
      (chatId) => does("chatEscalate", { chatId, comment: "please" }),
      (chatId) => does("chatClose", { chatId, closeReasonId: reason }),
      (chatId) => does("chatSetExample", { chatId, title: "Good", solution: "So" }),
    ];
    let last: string | undefined;
    for (const [index, { id }] of chats.entries()) {
      for (const [number, perform] of acts.entries()) {
        if ((index * 7 + number * 5) % 4 === 0) {
          // What a chat's state does not allow is refused, which is as good here.
          await perform(id, index).catch(() => {});
        }
      }
    }
    await does("chatUpdate", { chatId: chats[0]?.id, subject: "the last change" });
    last = chats[0]?.id;
    await until(() => cached(live, last ?? "")?.subject === "the last change", "all changes");

    const now = await fresh();
    expect(list.window.ids).toEqual(now.map(({ id }) => id));
    for (const { unreadCount, ...row } of now) {
      expect(cached(live, row.id)).toEqual(row);
      expect(live.reads.unread(row)).toBe(unreadCount);
    }

    const judged = await compare(live, now, { operatorId: viewerId, labels, reason, team }, ask);
    expect(judged.wrong).toEqual([]);
    expect(judged.pairs).toBeGreaterThanOrEqual(10_000);
    // Most of it is judged here, and neither side is always right.
    expect(judged.asked).toBeLessThan(judged.pairs / 4);
    expect(Math.min(judged.like, judged.unlike)).toBeGreaterThan(1000);
  });

  it("a server that was killed and started again is gone on with", async () => {
    const { live } = look();
    const list = await follow(live);
    const before = list.window.ids[0];
    await desk.kill();
    await until(() => live.connection.sign.kind === "waiting", "the cut is seen");
    await desk.start();
    await desk.customer("after the power cut");
    live.connection.wake();
    await until(() => list.window.ids[0] !== before, "the new chat");
  });
});
