import { describe, expect, it } from "vitest";
import { ManualClock } from "../../live/testing/manual_clock";
import type { FeedEvent } from "./events";
import { ReadMark } from "./read_mark";
import { Reads } from "./reads";
import { chat, chatEvent, messageEvent } from "./testing/rows";

const told = (event: object) => event as unknown as FeedEvent;
const read = (readCount: number, inboundCount: number) =>
  told(chatEvent(chat(1, { inboundCount }), { kind: "CHAT_READ", readCount }));

describe("what is unread", () => {
  it("follows from what was written and what was read, and is never counted up", () => {
    const reads = new Reads();
    reads.answered({ ...chat(1, { inboundCount: 5 }), unreadCount: 2 }, reads.mark());
    expect(reads.unread(chat(1, { inboundCount: 5 }))).toBe(2);
    const event = told(messageEvent(6, chat(1, { inboundCount: 6 })));
    // The same event twice, or one that was missed: the number is that of the row.
    reads.take(event);
    reads.take(event);
    expect(reads.unread(chat(1, { inboundCount: 6 }))).toBe(3);
    expect(reads.unread(chat(1, { inboundCount: 9 }))).toBe(6);
    reads.take(read(9, 9));
    expect(reads.unread(chat(1, { inboundCount: 9 }))).toBe(0);
  });

  it("may become more when a chat is marked as unread", () => {
    const reads = new Reads();
    reads.take(read(5, 5));
    reads.take(read(4, 5));
    expect(reads.unread(chat(1, { inboundCount: 5 }))).toBe(1);
  });

  it("is not known before anybody has said how many were read", () => {
    expect(new Reads().unread(chat(1))).toBeUndefined();
  });

  it("is all of a chat that is new", () => {
    const reads = new Reads();
    reads.take(told(chatEvent(chat(1), { kind: "CHAT_OPENED" })));
    expect(reads.unread(chat(1, { inboundCount: 2 }))).toBe(2);
  });

  it("does not step back with an answer that is older than the event", () => {
    const reads = new Reads();
    const mark = reads.mark();
    reads.take(read(5, 5));
    reads.answered({ ...chat(1, { inboundCount: 5 }), unreadCount: 3 }, mark);
    expect(reads.unread(chat(1, { inboundCount: 5 }))).toBe(0);
    reads.answered({ ...chat(1, { inboundCount: 5 }), unreadCount: 3 }, reads.mark());
    expect(reads.unread(chat(1, { inboundCount: 5 }))).toBe(3);
  });
});

describe("a chat is told as read", () => {
  function mark() {
    const clock = new ManualClock();
    const page = { isFocused: true };
    const told: string[] = [];
    const readMark = new ReadMark({
      clock,
      isFocused: () => page.isFocused,
      tell: (id) => told.push(id),
    });
    return { clock, page, told, readMark };
  }

  it("when its newest message stood for a second", async () => {
    const { clock, told, readMark } = mark();
    readMark.shows("chat_1", "message_1");
    await clock.pass(999);
    expect(told).toEqual([]);
    await clock.pass(1);
    expect(told).toEqual(["chat_1"]);
    readMark.shows("chat_1", "message_1");
    await clock.pass(5000);
    expect(told).toEqual(["chat_1"]);
  });

  it("not while nobody looks, and a second after somebody does", async () => {
    const { clock, page, told, readMark } = mark();
    page.isFocused = false;
    readMark.shows("chat_1", "message_1");
    await clock.pass(60_000);
    expect(told).toEqual([]);
    page.isFocused = true;
    readMark.focus();
    await clock.pass(1000);
    expect(told).toEqual(["chat_1"]);
  });

  it("not when it was left before", async () => {
    const { clock, told, readMark } = mark();
    readMark.shows("chat_1", "message_1");
    await clock.pass(500);
    readMark.hides();
    await clock.pass(5000);
    expect(told).toEqual([]);
  });
});
