import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openStore, type Store } from "../../live/store";
import { ManualClock, settled } from "../../live/testing/manual_clock";
import { Outbox, type OutboxItem, type Sent } from "./outbox";

const HOUR = 3_600_000;
let clock: ManualClock;
let store: Store;
let sent: OutboxItem[];
/** What the server says to each try; the last one over and over. */
let answers: Sent[];

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  clock = new ManualClock();
  store = await openStore("console");
  sent = [];
  answers = [{ kind: "done" }];
});

function outbox(): Outbox {
  return new Outbox({
    store,
    clock,
    random: () => 1,
    send: async (item) => {
      sent.push(item);
      const [answer, ...others] = answers;
      answers = others.length > 0 ? others : answers;
      return answer ?? { kind: "unanswered" };
    },
  });
}

const stored = () => store.all<OutboxItem>("outbox:");
const bodies = () => sent.map(({ input }) => input["body"]);

/** The store writes in its own time. */
async function rest() {
  for (let turn = 0; turn < 12; turn += 1) {
    await settled();
  }
}

describe("a reply on its way", () => {
  it("is stored before it is sent, and gone when it is done", async () => {
    const box = outbox();
    const adding = box.add("reply", "chat_1", { body: "It leaves today." });
    expect(box.items.map(({ state }) => state.kind)).toEqual(["waiting"]);
    expect(sent).toEqual([]);
    const key = await adding;
    await rest();
    expect(sent.map((item) => item.key)).toEqual([key]);
    expect(box.items).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it("goes again with the same key until somebody answers", async () => {
    answers = [{ kind: "unanswered" }, { kind: "unanswered" }, { kind: "done" }];
    const box = outbox();
    const key = await box.add("reply", "chat_1", { body: "Hello" });
    await rest();
    await clock.pass(500);
    await rest();
    await clock.pass(1000);
    await rest();
    expect(sent.map((item) => item.key)).toEqual([key, key, key]);
    expect(box.items).toEqual([]);
  });

  it("outlives a reload, with its key", async () => {
    answers = [{ kind: "unanswered" }];
    const first = outbox();
    const key = await first.add("reply", "chat_1", { body: "Hello" });
    await rest();
    answers = [{ kind: "done" }];
    const second = outbox();
    await second.open();
    expect(second.items.map((item) => item.key)).toEqual([key]);
    await rest();
    expect(new Set(sent.map((item) => item.key))).toEqual(new Set([key]));
    expect(await stored()).toEqual([]);
  });

  it("is asked about after 20 h, when the server may have forgotten the key", async () => {
    answers = [{ kind: "unanswered" }];
    const first = outbox();
    const key = await first.add("reply", "chat_1", { body: "Hello" });
    await rest();
    expect(sent).toHaveLength(1);
    // The laptop was shut; it is another page.
    await clock.sleep(19 * HOUR);
    const before = outbox();
    await before.open();
    await rest();
    expect(sent.length).toBeGreaterThan(1);
    expect(before.items[0]?.state.kind).toBe("waiting");
    const tries = sent.length;
    await clock.sleep(2 * HOUR);
    await rest();
    const after = outbox();
    await after.open();
    await rest();
    expect(after.items[0]?.state.kind).toBe("unknown");
    expect(sent.length).toBe(tries);
    answers = [{ kind: "done" }];
    await after.again(key);
    await rest();
    expect(sent.at(-1)?.key).not.toBe(key);
    expect(after.items).toEqual([]);
  });

  it("that was refused stays with its reason and its text", async () => {
    answers = [{ kind: "refused", reason: "The customer wrote again." }];
    const box = outbox();
    const key = await box.add("reply", "chat_1", { body: "Hello" });
    await rest();
    expect(box.items[0]?.state).toEqual({ kind: "refused", reason: "The customer wrote again." });
    await clock.pass(HOUR);
    expect(sent).toHaveLength(1);
    expect((await box.discard(key))?.input["body"]).toBe("Hello");
    expect(await stored()).toEqual([]);
  });

  it("is settled by the feed when that is sooner than the answer", async () => {
    let answer: (sent: Sent) => void = () => {};
    const box = new Outbox({
      store,
      clock,
      send: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const key = await box.add("reply", "chat_1", { body: "Hello" });
    await rest();
    expect(box.items[0]?.state.kind).toBe("sending");
    await box.settle(key);
    expect(box.items).toEqual([]);
    answer({ kind: "unanswered" });
    await rest();
    await clock.pass(HOUR);
    await rest();
    expect(box.items).toEqual([]);
    expect(await stored()).toEqual([]);
  });
});

describe("several replies", () => {
  it("of a chat arrive in the order in which they were given", async () => {
    answers = [{ kind: "unanswered" }, { kind: "done" }];
    const box = outbox();
    await box.add("reply", "chat_1", { body: "one" });
    await box.add("note", "chat_1", { body: "two" });
    await box.add("reply", "chat_1", { body: "three" });
    await rest();
    expect(bodies()).toEqual(["one"]);
    await clock.pass(500);
    await rest();
    expect(bodies()).toEqual(["one", "one", "two", "three"]);
  });

  it("wait behind one that was refused, until people decide", async () => {
    answers = [{ kind: "refused", reason: "no" }, { kind: "done" }];
    const box = outbox();
    const key = await box.add("reply", "chat_1", { body: "one" });
    await box.add("reply", "chat_1", { body: "two" });
    await rest();
    expect(bodies()).toEqual(["one"]);
    await box.discard(key);
    await rest();
    expect(bodies()).toEqual(["one", "two"]);
  });

  it("of other chats do not wait", async () => {
    answers = [{ kind: "unanswered" }, { kind: "done" }];
    const box = outbox();
    await box.add("reply", "chat_1", { body: "one" });
    await rest();
    await box.add("reply", "chat_2", { body: "two" });
    await rest();
    expect(box.items.map(({ chatId }) => chatId)).toEqual(["chat_1"]);
  });
});

it("a tab leaves to another what that one is sending", async () => {
  let isHeld = true;
  const box = new Outbox({
    store,
    clock,
    random: () => 1,
    send: async (item) => {
      sent.push(item);
      return { kind: "done" };
    },
    alone: async (_, work) => {
      if (!isHeld) {
        await work();
      }
      return !isHeld;
    },
  });
  await box.add("reply", "chat_1", { body: "Hello" });
  await rest();
  expect(sent).toEqual([]);
  isHeld = false;
  await clock.pass(500);
  await rest();
  expect(bodies()).toEqual(["Hello"]);
});
