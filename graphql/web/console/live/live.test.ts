/** From the log to the screen: what the feed brings, and that nothing steps back. */
import { gql } from "@urql/core";
import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../../live/testing/until";
import { ROW } from "./documents";
import type { FeedEvent } from "./events";
import { CHAT_ROW } from "./fragments";
import { begin, closesAfterEach, desk, list, live, numbers, row, subject } from "./testing/page";
import { at, chat, chatEvent, chatId, messageEvent } from "./testing/rows";

closesAfterEach();

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
