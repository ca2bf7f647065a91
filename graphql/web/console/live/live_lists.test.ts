/** Lists that the feed keeps, and the counters beside them. */
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../live/testing/manual_clock";
import { until } from "../../live/testing/until";
import { Counts } from "./counts";
import { CHAT_PAGE } from "./documents";
import { begin, closesAfterEach, desk, list, live, numbers, subject } from "./testing/page";
import { at, chat, chatEvent, chatId, messageEvent } from "./testing/rows";

closesAfterEach();

describe("a list", () => {
  it("loads the next page behind the last one, and lets go of what is far", async () => {
    await begin({}, { rows: Array.from({ length: 330 }, (_, index) => index + 1) });
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
    const clock = new ManualClock();
    await begin({}, { clock });
    const attribute = { key: "plan", value: "gold" };
    const { list: gold, close } = live.openList({ order: "LAST_MESSAGE", filter: { attribute } });
    await gold.load();
    const asked = desk.asked.length;
    for (let version = 2; version < 12; version += 1) {
      desk.log.append([chatEvent(chat(1, { version, lastMessageAt: at(99) }))]);
    }
    desk.log.append([messageEvent(7, chat(7, { lastMessageAt: at(100) }))]);
    await until(() => live.feed.cursor === "c11", "all events");
    await clock.pass(1000);
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
