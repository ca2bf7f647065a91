import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SavedDraftFragment } from "../../client/operator/graphql";
import { openStore, type Store } from "../../live/store";
import type { Tabs } from "../../live/tabs";
import { ManualClock, settled } from "../../live/testing/manual_clock";
import { type DraftMessage, type DraftSave, type DraftSaved, Drafts } from "./draft";
import type { FeedEvent } from "./events";

const CHAT = "chat_0000000000001";
let clock: ManualClock;
let store: Store;
/** What the server has, by kind. */
let stored: Map<string, SavedDraftFragment>;
let saves: DraftSave[];
let isAway: boolean;
/** Until when the server takes its time. */
let answering: Promise<void>;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  clock = new ManualClock();
  store = await openStore("console");
  stored = new Map();
  saves = [];
  isAway = false;
  answering = Promise.resolve();
});

/** The server's rule: on another version the text is not taken. */
function save({ attachmentIds, expectedVersion, ...draft }: DraftSave): DraftSaved {
  const before = stored.get(draft.kind);
  if (before && before.version !== expectedVersion) {
    return { kind: "stale", draft: before };
  }
  const version = (before?.version ?? 0) + 1;
  const made: SavedDraftFragment = {
    __typename: "Draft",
    ...draft,
    id: `draft_${draft.kind}`,
    version,
    format: "PLAIN",
    attachmentIds: [...attachmentIds],
    updatedAt: "2026-11-27T14:02:00Z",
  };
  stored.set(draft.kind, made);
  return { kind: "saved", draft: made };
}

function drafts(device = "browser", tabs?: Tabs<DraftMessage>): Drafts {
  return new Drafts({
    store,
    clock,
    device,
    ...(tabs && { tabs }),
    save: async (draft) => {
      saves.push(draft);
      await answering;
      return isAway ? { kind: "unanswered" } : save(draft);
    },
    remove: async (_, kind) => {
      stored.delete(kind);
      return !isAway;
    },
  });
}

const saved = (draft: SavedDraftFragment) =>
  ({ __typename: "DraftEvent", kind: "DRAFT_SAVED", draft }) as unknown as FeedEvent;

/** Tabs of one browser: each hears the others. */
function browser(): () => Tabs<DraftMessage> {
  const all: ((message: DraftMessage) => void)[][] = [];
  return () => {
    const own: ((message: DraftMessage) => void)[] = [];
    all.push(own);
    return {
      tell: (message) => {
        for (const others of all.filter((one) => one !== own)) {
          for (const listener of others) {
            listener(structuredClone(message));
          }
        }
      },
      listen: (listener) => {
        own.push(listener);
        return () => {};
      },
      close() {},
    };
  };
}

describe("a draft", () => {
  it("is in the browser with each letter, on the server after 2 s", async () => {
    const reply = drafts().of(CHAT, "REPLY");
    await reply.write({ body: "H" });
    await reply.write({ body: "He" });
    expect(await store.all<{ body: string }>("draft:")).toMatchObject([{ body: "He" }]);
    await clock.pass(1999);
    expect(saves).toEqual([]);
    await clock.pass(1);
    expect(saves.map(({ body }) => body)).toEqual(["He"]);
    await settled();
    expect(reply.state.isSaved).toBe(true);
    await clock.pass(60_000);
    expect(saves).toHaveLength(1);
  });

  it("goes to the server when the page is left", async () => {
    const all = drafts();
    await all.of(CHAT, "REPLY").write({ body: "Hello" });
    await all.flush();
    expect(stored.get("REPLY")?.body).toBe("Hello");
  });

  it("outlives a reload, and makes no second one", async () => {
    const before = drafts().of(CHAT, "REPLY");
    await before.write({ body: "Hello" });
    await clock.pass(2000);
    await settled();
    await before.write({ body: "Hello Ana" });
    const after = drafts().of(CHAT, "REPLY");
    await after.open(stored.get("REPLY"));
    expect(after.state.body).toBe("Hello Ana");
    await clock.pass(2000);
    expect(saves.at(-1)).toMatchObject({ body: "Hello Ana", expectedVersion: 1 });
    expect(stored.get("REPLY")).toMatchObject({ body: "Hello Ana", version: 2 });
  });

  it("of a reply is not that of a note", async () => {
    const all = drafts();
    await all.of(CHAT, "REPLY").write({ body: "for Ana" });
    await all.of(CHAT, "NOTE").write({ body: "for us" });
    const again = drafts();
    await again.of(CHAT, "REPLY").open();
    await again.of(CHAT, "NOTE").open();
    expect(again.of(CHAT, "REPLY").state.body).toBe("for Ana");
    expect(again.of(CHAT, "NOTE").state.body).toBe("for us");
  });

  it("is kept while the server is away, and saved when it is back", async () => {
    isAway = true;
    const reply = drafts().of(CHAT, "REPLY");
    await reply.write({ body: "Hello" });
    await clock.pass(10_000);
    expect(reply.state).toMatchObject({ body: "Hello", isSaved: false });
    isAway = false;
    await clock.pass(2000);
    await settled();
    expect(stored.get("REPLY")?.body).toBe("Hello");
    expect(reply.state.isSaved).toBe(true);
  });

  it("that was sent is on the server no more", async () => {
    const reply = drafts().of(CHAT, "REPLY");
    await reply.write({ body: "Hello" });
    await clock.pass(2000);
    await settled();
    await reply.clear();
    await clock.pass(2000);
    await settled();
    expect(stored.size).toBe(0);
    expect(await store.all("draft:")).toEqual([]);
  });

  it("saves what was typed while the answer was on its way", async () => {
    const reply = drafts().of(CHAT, "REPLY");
    let answer = () => {};
    answering = new Promise((resolve) => {
      answer = resolve;
    });
    await reply.write({ body: "a" });
    const flushing = reply.flush();
    await settled();
    await reply.write({ body: "ab" });
    answer();
    await flushing;
    expect(reply.state.isSaved).toBe(false);
    await clock.pass(2000);
    await settled();
    expect(stored.get("REPLY")?.body).toBe("ab");
  });
});

it("a draft that is saved twice at once is not in its own way", async () => {
  const reply = drafts().of(CHAT, "REPLY");
  await reply.write({ body: "a" });
  await Promise.all([reply.flush(), reply.flush(true)]);
  expect(saves).toHaveLength(1);
  await reply.write({ body: "ab" });
  const first = reply.flush();
  const typing = reply.write({ body: "abc" });
  await Promise.all([first, typing, reply.flush()]);
  expect(stored.get("REPLY")?.body).toBe("abc");
  expect(reply.state.other).toBeUndefined();
});

describe("two tabs with one draft", () => {
  it("show the same text, and save it without a quarrel", async () => {
    const join = browser();
    const [left, right] = [drafts("browser", join()), drafts("browser", join())];
    const [one, other] = [left.of(CHAT, "REPLY"), right.of(CHAT, "REPLY")];
    await one.open();
    await other.open();
    await one.write({ body: "Hello" });
    expect(other.state.body).toBe("Hello");
    await clock.pass(2000);
    await settled();
    const first = stored.get("REPLY");
    // The feed tells both.
    if (first) {
      left.take(saved(first));
      right.take(saved(first));
    }
    await other.write({ body: "Hello Ana" });
    expect(one.state.body).toBe("Hello Ana");
    await clock.pass(2000);
    await settled();
    expect(stored.get("REPLY")).toMatchObject({ body: "Hello Ana", version: 2 });
    expect([one.state.other, other.state.other]).toEqual([undefined, undefined]);
  });

  it("do not quarrel while one types on and the feed tells of what it saved", async () => {
    const join = browser();
    const [left, right] = [drafts("browser", join()), drafts("browser", join())];
    const [one, other] = [left.of(CHAT, "REPLY"), right.of(CHAT, "REPLY")];
    await one.write({ body: "Hel" });
    await other.open();
    await clock.pass(2000);
    await settled();
    const first = stored.get("REPLY");
    await one.write({ body: "Hello" });
    if (first) {
      right.take(saved(first));
      left.take(saved(first));
    }
    expect(one.state).toMatchObject({ body: "Hello", other: undefined });
    expect(other.state).toMatchObject({ body: "Hello", other: undefined });
  });
});

describe("two devices with one draft", () => {
  it("take over what the other wrote where nothing of the own is unsaved", async () => {
    const here = drafts("browser");
    const reply = here.of(CHAT, "REPLY");
    await reply.write({ body: "Hello" });
    await clock.pass(2000);
    await settled();
    const answer = save({
      chatId: CHAT,
      kind: "REPLY",
      device: "phone",
      body: "Hello from the train",
      quotedMessageId: null,
      attachmentIds: [],
      expectedVersion: 1,
    });
    if (answer.kind === "saved") {
      here.take(saved(answer.draft));
    }
    expect(reply.state).toMatchObject({ body: "Hello from the train", isSaved: true });
  });

  it("lose neither text where both have written", async () => {
    const here = drafts("browser");
    const reply = here.of(CHAT, "REPLY");
    await reply.write({ body: "from here" });
    save({
      chatId: CHAT,
      kind: "REPLY",
      device: "phone",
      body: "from the phone",
      quotedMessageId: null,
      attachmentIds: [],
    });
    await clock.pass(2000);
    await settled();
    expect(reply.state).toMatchObject({
      body: "from here",
      other: { body: "from the phone", device: "phone" },
    });
    await clock.pass(2000);
    await settled();
    expect(stored.get("REPLY")?.body).toBe("from here");
    expect(reply.state.other?.body).toBe("from the phone");
    await reply.takeOther();
    expect(reply.state).toMatchObject({ body: "from the phone", other: undefined });
  });
});
