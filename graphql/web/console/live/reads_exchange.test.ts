import { beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "../../live/testing/manual_clock";
import { until } from "../../live/testing/until";
import { CHAT_PAGE } from "./documents";
import { begin, closesAfterEach, desk, live } from "./testing/page";
import { at, chat, chatEvent, chatId, messageEvent } from "./testing/rows";

closesAfterEach();

const PAGE = { view: "ALL", order: "LAST_MESSAGE", first: 50 } as const;
const unread = () => live.reads.unread(chat(1));
const ask = (requestPolicy: "cache-first" | "network-only") =>
  live.client.query(CHAT_PAGE, PAGE, { requestPolicy }).toPromise();

describe("what an answer says of what is unread", () => {
  beforeEach(() => begin());

  it("is known with the answer of the server, whoever asked", async () => {
    expect(unread()).toBe(1);
  });

  it("is not said again by the cache when the feed has told that it was read", async () => {
    await ask("network-only");
    desk.log.append([chatEvent(chat(1), { kind: "CHAT_READ", readCount: 1 })]);
    await until(() => unread() === 0, "the reading");
    expect((await ask("cache-first")).data?.chats.nodes).toHaveLength(3);
    expect(unread()).toBe(0);
    await ask("network-only");
    expect(unread()).toBe(1);
  });

  it("is not taken from an answer that was asked for before the feed told", async () => {
    let answer = () => {};
    desk.holding = new Promise((resolve) => {
      answer = resolve;
    });
    const asked = ask("network-only");
    desk.log.append([chatEvent(chat(1), { kind: "CHAT_READ", readCount: 1 })]);
    await until(() => unread() === 0, "the reading");
    answer();
    await asked;
    expect(unread()).toBe(0);
  });
});

describe("a chat that was read while there was no line", () => {
  const told: string[] = [];
  const clock = new ManualClock();
  let isAway = true;
  let refused = 0;

  beforeEach(() =>
    begin(
      {
        chatMarkRead: ({ input: { chatId: id } }: { input: { chatId: string } }) => {
          if (isAway) {
            refused += 1;
            throw new Error("away");
          }
          told.push(id);
          return { __typename: "ChatMarkReadPayload", userErrors: [] };
        },
      },
      { clock },
    ),
  );

  it("is told again when there is one", async () => {
    desk.log.append([messageEvent(9, chat(1, { inboundCount: 2, lastMessageAt: at(9) }))]);
    live.readMark.shows(chatId(1), "newest");
    await clock.pass(1000);
    await until(() => refused > 0, "the first time");
    isAway = false;
    desk.server.cut();
    await until(() => {
      void clock.pass(1000);
      return told.length > 0;
    }, "the second time");
    expect(told[0]).toBe(chatId(1));
  });
});
