import { describe, expect, it } from "vitest";
import { type Message, OwnChat } from "./own_chat";

const message = (id: string, rest: Partial<Message> = {}): Message => ({
  id,
  version: 1,
  author: "OPERATOR",
  authorName: "Olha",
  authorRole: null,
  body: id,
  ranges: [],
  quotedId: null,
  quotedText: null,
  sentAt: `2026-11-24T15:40:${id.padStart(2, "0")}.000Z`,
  editedAt: null,
  deletedAt: null,
  clientMutationId: null,
  attachments: [],
  reactions: [],
  ...rest,
});
const shown = {
  id: "chat_1",
  isOpen: true,
  operatorNames: ["Olha"],
  ratableUntil: null,
  rating: null,
};
const page = (nodes: Message[], startCursor?: string) => ({
  ...shown,
  messages: {
    nodes,
    pageInfo: { hasPreviousPage: startCursor !== undefined, startCursor: startCursor ?? null },
  },
});
const ids = (own: OwnChat) => own.messages.value.map(({ id }) => id);

describe("the visitor's chat", () => {
  it("keeps messages in the order of writing, each once", () => {
    const own = new OwnChat();
    own.reset(page([message("2"), message("3")]));
    own.put([message("1"), message("3")]);
    expect(ids(own)).toEqual(["1", "2", "3"]);
  });

  it("keeps an older version out", () => {
    const own = new OwnChat();
    own.put([message("1", { version: 3, body: "new" })]);
    own.put([message("1", { version: 2, body: "old" })]);
    expect(own.messages.value[0]?.body).toBe("new");
  });

  it("leaves no gap between what it knew and a new snapshot", () => {
    const own = new OwnChat();
    own.reset(page([message("1"), message("2")]));
    own.reset(page([message("8"), message("9")], "c8"));
    expect(ids(own)).toEqual(["8", "9"]);
    expect(own.before.value).toBe("c8");
  });

  it("keeps nothing of another log, however new it is", () => {
    const own = new OwnChat();
    own.reset(page([message("1"), message("2", { version: 9 })]));
    own.reset(page([message("1")]), true);
    expect(ids(own)).toEqual(["1"]);
  });

  it("is empty when the desk has no chat any more", () => {
    const own = new OwnChat();
    own.reset(page([message("1")]));
    own.reset(null);
    expect(ids(own)).toEqual([]);
    expect(own.chat.value).toBeUndefined();
  });

  it("counts what others wrote since the visitor looked", () => {
    const own = new OwnChat();
    own.seenAt.value = message("1").sentAt;
    own.put([
      message("1"),
      message("2", { author: "ME" }),
      message("3"),
      message("4", { deletedAt: "2026-11-24T15:41:00.000Z" }),
      message("5", { author: "AUTOMATIC" }),
    ]);
    expect(own.unread.value).toBe(2);
  });
});
