import { gql } from "@urql/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../live/testing/until";
import { act, type UserError } from "./act";
import type { ChatList } from "./chat_list";
import { Counts } from "./counts";
import { CHAT_PAGE, ROW } from "./documents";
import type { FeedEvent } from "./events";
import { CHAT_ROW } from "./fragments";
import type { Live } from "./live";
import { Desk } from "./testing/desk";
import {
  at,
  chat,
  chatEvent,
  chatId,
  message,
  messageEvent,
  operator,
  operatorId,
} from "./testing/rows";

interface Updated extends Record<string, { userErrors: UserError[] }> {
  chatUpdate: { userErrors: UserError[] };
}

let desk: Desk;
let live: Live;
let list: ChatList;

/** The page reads its list and begins to follow behind it. */
async function begin(own: ConstructorParameters<typeof Desk>[1] = {}, rows = [1, 2, 3]) {
  desk = new Desk(
    [...rows].reverse().map((number) => chat(number)),
    own,
  );
  await desk.open();
  live = desk.look();
  list = live.openList({ order: "LAST_MESSAGE" }).list;
  live.feed.begin(live.client, (await list.load()) ?? "");
  await until(() => desk.log.asked.length === 1, "the feed");
}

/** A row as the list shows it: from the cache alone. */
function row(number: number) {
  const asked = live.client.readQuery(ROW, { id: chatId(number) }, { requestPolicy: "cache-only" });
  return asked?.data?.node ?? undefined;
}

const subject = (number: number) => {
  const found = row(number);
  return found && "subject" in found ? found.subject : undefined;
};

const numbers = () => list.window.ids.map((id) => Number(id.slice(5)));

afterEach(async () => {
  live.close();
  await desk.close();
});

describe("from the log to the screen", () => {
  beforeEach(() => begin());

  it("an event changes the row without a request", async () => {
    expect(numbers()).toEqual([3, 2, 1]);
    const { upgrades } = desk.server;
    desk.log.append([chatEvent(chat(1, { version: 2, subject: "Payout", lastMessageAt: at(9) }))]);
    await until(() => subject(1) === "Payout", "the row");
    expect(numbers()).toEqual([1, 3, 2]);
    expect(desk.asked).toHaveLength(1);
    expect(desk.server.upgrades).toBe(upgrades);
  });

  it("a row that is looked at hears of it", async () => {
    const seen: unknown[] = [];
    const { unsubscribe } = live.client
      .query(ROW, { id: chatId(2) }, { requestPolicy: "cache-only" })
      .subscribe(({ data }) => {
        seen.push(data?.node && "subject" in data.node ? data.node.subject : undefined);
      });
    desk.log.append([chatEvent(chat(2, { version: 2, subject: "One" }))]);
    await until(() => seen.includes("One"), "the first event");
    desk.log.append([messageEvent(9, chat(2, { version: 3, subject: "Two" }))]);
    await until(() => seen.includes("Two"), "the second event");
    expect(seen).toEqual([null, "One", "Two"]);
    unsubscribe();
  });

  it("a message brings its chat along", async () => {
    desk.log.append([messageEvent(9, chat(4, { lastMessageAt: at(99) }))]);
    await until(() => numbers().includes(4), "the new chat");
    expect(numbers()).toEqual([4, 3, 2, 1]);
    expect(row(4)).toMatchObject({ number: 4 });
  });

  it("a chat that is deleted or out of reach is gone everywhere", async () => {
    desk.log.append([chatEvent(null, { kind: "CHAT_DELETED", subjectId: chatId(2) })]);
    await until(() => !numbers().includes(2), "it is gone");
    expect(row(2)).toBeUndefined();
  });

  it("goes on behind the last cursor after a cut, each event once", async () => {
    const seen: string[] = [];
    live.feed.events.add(({ cursor }) => seen.push(cursor));
    desk.log.append([chatEvent(chat(1, { version: 2 })), chatEvent(chat(1, { version: 3 }))]);
    await until(() => seen.length === 2, "two events");
    desk.server.cut();
    desk.log.append([chatEvent(chat(1, { version: 4, subject: "Missed" }))]);
    await until(() => subject(1) === "Missed", "what was missed");
    expect(seen).toEqual(["c1", "c2", "c3"]);
    expect(desk.log.asked).toEqual(["c0", "c2"]);
    expect(live.feed.cursor).toBe("c3");
  });

  it("takes a batch of 200 in slices, and none twice", async () => {
    const seen: FeedEvent[] = [];
    const batches: number[] = [];
    live.feed.events.add((event) => seen.push(event));
    live.feed.batches.add(() => batches.push(seen.length));
    const many = Array.from({ length: 200 }, (_, index) =>
      chatEvent(chat(1, { version: index + 2, subject: `${index}` })),
    );
    desk.log.append(many);
    await until(() => seen.length === 200, "200 events");
    expect(batches).toEqual([50, 100, 150, 200]);
    expect(subject(1)).toBe("199");
  });

  it("a label that was deleted leaves its rows whole", async () => {
    const label = {
      __typename: "Label",
      id: "label_0000000000001",
      version: 1,
      name: "payout",
      color: "BLUE",
      isActive: true,
    };
    desk.log.append([chatEvent(chat(1, { version: 2, labels: [label] }))]);
    await until(() => JSON.stringify(row(1) ?? "").includes("payout"), "the label");
    const gone = {
      __typename: "LabelEvent",
      kind: "LABEL_DELETED",
      subjectId: label.id,
      label: null,
    };
    desk.log.append([gone]);
    await until(() => !JSON.stringify(row(1) ?? "").includes("payout"), "it is gone");
    expect(row(1)).toMatchObject({ number: 1, labels: [] });
  });
});

describe("no step back", () => {
  const LOOK = gql`
    query LookAtChat($id: ID!) {
      chat(id: $id) {
        ...ChatRow
      }
    }
  ${CHAT_ROW}
  `;
  let answer = () => {};
  /** The chat is read now; the answer comes when the test says so. */
  const slowly = {
    chat: async ({ id }: { id: string }) => {
      const read = structuredClone(desk.chats.get(id));
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return read;
    },
  };
  let reading: Promise<unknown>;

  beforeEach(async () => {
    answer = () => {};
    await begin(slowly);
    const before = answer;
    reading = live.client
      .query(LOOK, { id: chatId(1) }, { requestPolicy: "network-only" })
      .toPromise();
    await until(() => answer !== before, "the chat is being read");
  });

  it("an answer that is older than an event does not undo it", async () => {
    desk.log.append([chatEvent(chat(1, { version: 2, subject: "Newer" }))]);
    await until(() => live.feed.cursor === "c1", "the event");
    expect(subject(1)).toBe("Newer");
    answer();
    await reading;
    expect(subject(1)).toBe("Newer");
  });

  /** The chat as it was read has this version. */
  async function readAt(version: number) {
    answer();
    await reading;
    desk.chats.set(chatId(1), chat(1, { version, subject: "As read" }));
    const before = answer;
    reading = live.client
      .query(LOOK, { id: chatId(1) }, { requestPolicy: "network-only" })
      .toPromise();
    await until(() => answer !== before, "the chat is being read");
  }

  it("an answer that is newer than the event before it stays", async () => {
    await readAt(5);
    desk.log.append([chatEvent(chat(1, { version: 4, subject: "Older" }))]);
    await until(() => live.feed.cursor === "c1", "the event");
    answer();
    await reading;
    expect(subject(1)).toBe("As read");
  });

  it("an event that is older than the answer before it does not undo it", async () => {
    await readAt(5);
    answer();
    await reading;
    desk.log.append([
      chatEvent(chat(1, { version: 4, subject: "Older" })),
      messageEvent(9, chat(1, { version: 4, subject: "Older" })),
    ]);
    await until(() => live.feed.cursor === "c2", "the events");
    expect(subject(1)).toBe("As read");
    desk.log.append([chatEvent(chat(1, { version: 6, subject: "Newer" }))]);
    await until(() => subject(1) === "Newer", "the event behind it");
  });

  it("an answer does not bring back what an event took away", async () => {
    desk.log.append([chatEvent(null, { kind: "CHAT_DELETED", subjectId: chatId(1) })]);
    await until(() => live.feed.cursor === "c1", "the event");
    answer();
    await reading;
    expect(row(1)).toBeUndefined();
  });

  it("a page of the list does not either", async () => {
    answer();
    await reading;
    let show = () => {};
    desk.holding = new Promise((resolve) => {
      show = resolve;
    });
    const asked = desk.asked.length;
    const loading = list.load();
    await until(() => desk.asked.length > asked, "the page is being read");
    desk.log.append([
      chatEvent(chat(1, { version: 2, subject: "Newer", lastMessageAt: at(99) })),
      chatEvent(null, { kind: "CHAT_DELETED", subjectId: chatId(2) }),
    ]);
    await until(() => live.feed.cursor === "c2", "the events");
    show();
    await loading;
    expect(numbers()).toEqual([1, 3]);
    expect(subject(1)).toBe("Newer");
  });
});

describe("a list", () => {
  it("loads the next page behind the last one, and lets go of what is far", async () => {
    await begin(
      {},
      Array.from({ length: 330 }, (_, index) => index + 1),
    );
    for (let page = 1; page < 7; page += 1) {
      await list.loadMore();
    }
    expect(list.window.ids).toHaveLength(330);
    expect(list.hasMore).toBe(false);
    const last = { order: "LAST_MESSAGE", after: chatId(31) } as const;
    const page = () => live.client.readQuery(CHAT_PAGE, last, { requestPolicy: "cache-only" });
    expect(page()?.data?.chats.nodes).toHaveLength(30);
    list.trim(chatId(330));
    expect(list.window.ids).toHaveLength(250);
    expect(list.hasMore).toBe(true);
    // The cache hears of it with the next event, and the rows of the others stay.
    desk.log.append([chatEvent(chat(330, { version: 2, subject: "Top" }))]);
    await until(() => subject(330) === "Top", "the event");
    expect(page()?.data ?? null).toBeNull();
    expect(subject(100)).toBeNull();
    await list.loadMore();
    expect(list.window.ids).toHaveLength(300);
  });

  it("asks the server once a second for what it cannot judge", async () => {
    await begin();
    const attribute = { key: "plan", value: "gold" };
    const { list: gold, close } = live.openList({ order: "LAST_MESSAGE", filter: { attribute } });
    await gold.load();
    const asked = desk.asked.length;
    for (let version = 2; version < 12; version += 1) {
      desk.log.append([chatEvent(chat(1, { version, lastMessageAt: at(99) }))]);
    }
    desk.log.append([messageEvent(7, chat(7, { lastMessageAt: at(100) }))]);
    await until(() => desk.asked.length > asked, "the question");
    await until(() => !gold.window.has(chatId(7)), "the answer");
    expect(desk.asked).toHaveLength(asked + 1);
    expect(desk.asked.at(-1)?.filter).toMatchObject({ attribute, ids: [chatId(1), chatId(7)] });
    close();
  });

  it("by name is in the reader's order at once, and read again quietly", async () => {
    await begin();
    const { list: names, close } = live.openList({ order: "CONTACT_NAME" });
    await names.load();
    const contact = { ...chat(7).contact, name: "ärne" };
    const asked = desk.asked.length;
    desk.log.append([chatEvent(chat(7, { contact }))]);
    await until(() => names.window.has(chatId(7)), "the new chat");
    expect(names.window.ids.at(-1)).toBe(chatId(7));
    desk.chats.set(chatId(7), chat(7, { contact }));
    await until(() => desk.asked.length > asked, "read again");
    close();
  });

  it("counts nothing up: unread is what the row and the reading say", async () => {
    await begin();
    const unread = () => live.reads.unread(chat(1, { inboundCount: 4 }));
    expect(unread()).toBe(4);
    const read = chat(1, { version: 1, inboundCount: 4 });
    desk.log.append([chatEvent(read, { kind: "CHAT_READ", readCount: 3 })]);
    await until(() => unread() === 1, "the reading");
  });

  it("moves a chat out when it does not match any more", async () => {
    await begin();
    const { list: fresh, close } = live.openList({ order: "LAST_MESSAGE", tab: "NEW" });
    await fresh.load();
    desk.log.append([chatEvent(chat(2, { version: 2, status: "CLOSED" }))]);
    await until(() => !fresh.window.has(chatId(2)), "it is out");
    expect(numbers()).toEqual([3, 2, 1]);
    close();
  });
});

describe("counters", () => {
  it("are what the server counts, whatever the feed brings", async () => {
    let count = (_: object) => {};
    await begin({
      viewCounts: async function* () {
        for (;;) {
          yield await new Promise<object>((resolve) => {
            count = (counted) => resolve({ viewCounts: counted });
          });
        }
      },
    });
    const counts = new Counts();
    const stop = counts.follow(live.client, { tabs: ["NEW", "ACTIVE"] });
    const ready = count;
    await until(() => count !== ready, "the subscription");
    const told = (tab: string, total: number, unread: number) => ({
      list: null,
      tab,
      view: null,
      total,
      unread,
    });
    let previous = count;
    count({ cursor: "c0", counts: [told("NEW", 3, 3), told("ACTIVE", 0, 0)] });
    await until(() => counts.of("NEW") && count !== previous, "the first counts");
    desk.log.append([messageEvent(9, chat(9))]);
    await until(() => numbers().includes(9), "a new chat");
    expect(counts.of("NEW")).toEqual({ total: 3, unread: 3 });
    previous = count;
    count({ cursor: "c1", counts: [told("NEW", 4, 4)] });
    await until(() => counts.of("NEW")?.total === 4, "the next counts");
    expect(counts.of("ACTIVE")).toEqual({ total: 0, unread: 0 });
    stop();
  });
});

describe("an act", () => {
  const CHAT_UPDATE = gql<Updated, { input: { chatId: string } }>`
    mutation TestChatUpdate($input: ChatUpdateInput!) {
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
  const input = { chatId: chatId(1), subject: "Mine", expectedVersion: 1 };
  let answer: ((payload: object) => void) | undefined;
  const acting = {
    chatUpdate: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    chat: ({ id }: { id: string }) => ({
      ...desk.chats.get(id),
      timeline: {
        __typename: "EventConnection",
        nodes: [
          {
            __typename: "TimelineItem",
            id: "event_0000000000001",
            kind: "CHAT_UPDATED",
            at: at(1),
            author: operator(2),
          },
        ],
      },
    }),
  };

  beforeEach(async () => {
    answer = undefined;
    await begin(acting);
  });

  /** It is shown before the server has answered; what is given answers. */
  async function acted() {
    const outcome = act(live.client, CHAT_UPDATE, { input });
    expect(subject(1)).toBe("Mine");
    await until(() => answer, "the request");
    expect(subject(1)).toBe("Mine");
    return { outcome, answer: (payload: object) => answer?.(payload) };
  }

  it("is shown at once and confirmed by the answer", async () => {
    const { outcome, answer } = await acted();
    answer({
      __typename: "ChatUpdatePayload",
      chat: chat(1, { version: 2, subject: "Mine" }),
      userErrors: [],
    });
    expect(await outcome).toMatchObject({ kind: "done" });
    expect(row(1)).toMatchObject({ version: 2, subject: "Mine" });
  });

  it("on a chat that is another by then shows it as it is, and who changed it", async () => {
    const { outcome, answer } = await acted();
    answer({
      __typename: "ChatUpdatePayload",
      chat: chat(1, { version: 5, subject: "Theirs" }),
      userErrors: [{ code: "STALE_VERSION", message: "It changed.", path: ["expectedVersion"] }],
    });
    expect(await outcome).toMatchObject({
      kind: "stale",
      by: { kind: "CHAT_UPDATED", author: { id: operatorId(2) } },
    });
    expect(row(1)).toMatchObject({ version: 5, subject: "Theirs" });
  });

  it("that nobody answers is taken back", async () => {
    const { outcome } = await acted();
    desk.server.cut();
    expect(await outcome).toMatchObject({ kind: "unanswered" });
    expect(subject(1)).toBeNull();
  });
});

describe("a reply", () => {
  it("is settled by whichever of answer and feed brings its key first", async () => {
    let answer: (payload: object) => void = () => {};
    const inputs: { clientMutationId: string; body: string; lastMessageId: string }[] = [];
    await begin({
      messageReply: ({ input }: { input: (typeof inputs)[number] }) => {
        inputs.push(input);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    const key = await live.outbox.add("reply", chatId(1), {
      body: "It leaves today.",
      lastMessageId: message(1).id,
    });
    await until(() => inputs.length === 1, "the reply");
    expect(inputs[0]).toMatchObject({
      clientMutationId: key,
      body: "It leaves today.",
      lastMessageId: message(1).id,
    });
    expect(live.outbox.items.map(({ state }) => state.kind)).toEqual(["sending"]);
    desk.log.append([messageEvent(9, chat(1, { version: 2 }), { clientMutationId: key })]);
    await until(() => live.outbox.items.length === 0, "the feed brings it");
    answer({ __typename: "MessageReplyPayload", userErrors: [] });
  });

  it("without an answer goes again with its key", async () => {
    const keys: string[] = [];
    await begin({
      messageReply: ({ input }: { input: { clientMutationId: string } }) => {
        keys.push(input.clientMutationId);
        if (keys.length === 1) {
          desk.server.cut();
        }
        return { __typename: "MessageReplyPayload", userErrors: [] };
      },
    });
    const key = await live.outbox.add("reply", chatId(1), { body: "Hello" });
    await until(() => live.outbox.items.length === 0, "it is done");
    expect(keys).toEqual([key, key]);
  });
});

describe("an outage", () => {
  it("leaves what is loaded, and sends what was written once it is over", async () => {
    const bodies: string[] = [];
    await begin({
      messageReply: ({ input }: { input: { body: string } }) => {
        bodies.push(input.body);
        return { __typename: "MessageReplyPayload", userErrors: [] };
      },
    });
    const { port } = desk.server;
    await desk.close();
    await until(() => live.connection.sign.kind === "waiting", "the cut is seen");
    expect(row(1)).toMatchObject({ number: 1 });
    expect(numbers()).toEqual([3, 2, 1]);
    await live.outbox.add("reply", chatId(1), { body: "written in the dark" });
    await live.outbox.add("reply", chatId(1), { body: "and more" });
    await until(() => live.outbox.items[0]?.state.kind === "waiting", "it waits visibly");
    expect(live.outbox.items).toHaveLength(2);
    await desk.open(port);
    live.connection.wake();
    await until(() => live.outbox.items.length === 0, "both are sent");
    expect(bodies).toEqual(["written in the dark", "and more"]);
    desk.log.append([chatEvent(chat(1, { version: 2, subject: "Live" }))]);
    await until(() => subject(1) === "Live", "an event after it");
  });

  it("of the session is told, loses nothing and ends with the sign-in", async () => {
    let isSignedIn = false;
    const bodies: string[] = [];
    await begin({
      messageReply: ({ input }: { input: { body: string } }) => {
        if (!isSignedIn) {
          const refusal = new Error("sign in");
          throw Object.assign(refusal, { extensions: { code: "UNAUTHENTICATED" } });
        }
        bodies.push(input.body);
        return { __typename: "MessageReplyPayload", userErrors: [] };
      },
    });
    await live.outbox.add("reply", chatId(1), { body: "Hello" });
    await until(() => live.connection.sign.kind === "signed_out", "the sign");
    expect(live.outbox.items).toHaveLength(1);
    expect(row(1)).toMatchObject({ number: 1 });
    isSignedIn = true;
    live.connection.resume();
    await until(() => live.outbox.items.length === 0, "it is sent");
    expect(bodies).toEqual(["Hello"]);
    await until(() => desk.log.asked.length === 2, "the feed goes on");
    expect(desk.log.asked).toEqual(["c0", "c0"]);
  });
});

describe("a reset", () => {
  it("reads what is shown again in a new cache, and keeps drafts and the outbox", async () => {
    await begin({ messageReply: () => new Promise(() => {}) });
    const draft = live.drafts.of(chatId(1), "REPLY");
    await draft.write({ body: "half a sentence" });
    await live.outbox.add("reply", chatId(2), { body: "on its way" });
    const { client } = live;
    let shown: readonly string[] = [];
    list.window.changes.add(() => {
      shown = list.window.ids;
    });
    desk.chats.set(chatId(8), chat(8));
    desk.chats.delete(chatId(1));
    desk.log.append([], { __typename: "FeedReset", reason: "PERMISSIONS_CHANGED", head: "c1" });
    await until(() => live.client !== client, "a new client");
    // What is shown stays until there is something newer.
    expect(shown).toEqual([]);
    expect(list.window.ids).toHaveLength(3);
    await until(() => list.window.has(chatId(8)), "the list is read again");
    expect(list.window.has(chatId(1))).toBe(false);
    expect(draft.state.body).toBe("half a sentence");
    expect(live.outbox.items).toHaveLength(1);
    await until(() => desk.log.asked.length === 2, "the feed goes on");
    expect(desk.log.asked.at(-1)).toBe("c1");
    desk.log.append([chatEvent(chat(8, { version: 2, subject: "Live" }))]);
    await until(() => subject(8) === "Live", "an event behind it");
  });
});
