/** What an operator does: an act, a reply, over an outage and a reset. */
import { gql } from "@urql/core";
import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../../live/testing/until";
import { act, type UserError } from "./act";
import { CHAT_ROW, SHOWN_PENDING_REPLY } from "./fragments";
import { begin, closesAfterEach, desk, list, live, numbers, row, subject } from "./testing/page";
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

closesAfterEach();

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

describe("what is not sent yet", () => {
  const PENDING = gql<{ chat: { pendingReplies: { body: string }[] } }, { id: string }>`
    query TestPending($id: ID!) {
      chat(id: $id) {
        id
        pendingReplies {
          ...ShownPendingReply
        }
      }
    }
    ${SHOWN_PENDING_REPLY}
  `;
  const reply = (number: number, body: string) => ({
    __typename: "PendingReply",
    id: `pending_reply_${number}`,
    chatId: chatId(1),
    kind: "UNDO",
    state: "WAITING",
    body,
    format: "PLAIN",
    quotedMessageId: null,
    attachmentIds: [],
    releaseAt: at(number),
    errorCode: null,
    errorMessage: null,
  });
  const told = (number: number, body?: string) => ({
    __typename: "PendingReplyEvent",
    kind: body ? "REPLY_SCHEDULED" : "REPLY_RELEASED",
    subjectId: `pending_reply_${number}`,
    pendingReply: body ? reply(number, body) : null,
  });

  it("stands in its chat from its event to the event that it is sent, and is not asked for again", async () => {
    let asked = 0;
    await begin({
      chat: () => {
        asked += 1;
        return { ...chat(1), pendingReplies: [reply(5, "later")] };
      },
    });
    const id = chatId(1);
    let bodies = "";
    const { unsubscribe } = live.client.query(PENDING, { id }).subscribe(({ data }) => {
      bodies = data?.chat.pendingReplies.map(({ body }) => body).join() ?? "";
    });
    await until(() => bodies === "later", "what the server has");
    desk.log.append([told(2, "sooner")]);
    await until(() => bodies === "sooner,later", "the next to be sent first");
    desk.log.append([told(2), messageEvent(9, chat(1, { version: 2 }))]);
    await until(() => bodies === "later", "it is sent");
    expect(asked).toBe(1);
    unsubscribe();
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
