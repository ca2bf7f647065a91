import { describe, expect, it } from "vitest";
import type { Entry } from "./entry";
import { firstUnread, threadRows } from "./thread_rows";
import { type EntryPage, ThreadWindow } from "./thread_window";

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  kind: "message",
  at: "2026-11-27T10:00:00Z",
  by: "ana",
  isInbound: true,
  key: null,
  ...more,
});
const page = (ids: string, more: Partial<EntryPage> = {}): EntryPage => ({
  entries: [...ids].map((id) => entry(id)),
  startCursor: ids.at(0) ?? null,
  endCursor: ids.at(-1) ?? null,
  hasPrevious: false,
  hasNext: false,
  ...more,
});
const ids = (thread: ThreadWindow) => thread.entries.map(({ id }) => id).join("");

describe("a thread", () => {
  it("grows at both ends, and holds each entry once", () => {
    const thread = new ThreadWindow();
    thread.begin(page("de", { hasPrevious: true }));
    thread.older(page("abcd"));
    thread.newer(page("ef"));
    expect(ids(thread)).toBe("abcdef");
    expect([thread.start, thread.end, thread.hasOlder]).toEqual(["a", "f", false]);
  });

  it("shows at once what the feed brings, and puts it where the server has it", () => {
    const thread = new ThreadWindow();
    thread.begin(page("ab"));
    thread.put(entry("d"));
    thread.put(entry("e"));
    expect(ids(thread)).toBe("abde");
    thread.newer(page("cd"));
    expect(ids(thread)).toBe("abcde");
    thread.newer(page("e"));
    expect(ids(thread)).toBe("abcde");
  });

  it("that ends before the newest takes nothing from the feed", () => {
    const thread = new ThreadWindow();
    thread.begin(page("ab", { hasNext: true }));
    thread.put(entry("z"));
    expect(ids(thread)).toBe("ab");
  });

  it("lets go of what is deleted", () => {
    const thread = new ThreadWindow();
    thread.begin(page("abc"));
    thread.remove("b");
    expect(ids(thread)).toBe("ac");
  });

  it("goes on into earlier chats until there is none", () => {
    const thread = new ThreadWindow();
    thread.begin(page("de"));
    expect(thread.hasEarlier).toBe(true);
    thread.earlier([entry("c", { chat: 7 })], true);
    thread.earlier([], false);
    thread.newer(page("ef"));
    expect(ids(thread)).toBe("cdef");
    expect(thread.hasEarlier).toBe(false);
  });
});

const dayOf = (at: string) => at.slice(0, 10);

describe("its rows", () => {
  it("stand together where one hand wrote them within five minutes of one day", () => {
    const rows = threadRows(
      [
        entry("a", { at: "2026-11-26T23:59:00Z" }),
        entry("b", { at: "2026-11-27T00:01:00Z" }),
        entry("c", { at: "2026-11-27T00:02:00Z" }),
        entry("d", { at: "2026-11-27T00:03:00Z", by: "olha" }),
        entry("e", { at: "2026-11-27T00:30:00Z", by: "olha" }),
      ],
      undefined,
      dayOf,
    );
    expect(rows.map(({ isJoined }) => isJoined)).toEqual([false, false, true, false, false]);
    expect(rows.map(({ isLast }) => isLast)).toEqual([true, false, true, true, true]);
    expect(rows.map(({ day }) => day)).toEqual([
      "2026-11-26",
      "2026-11-27",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("fold more than three acts in a row into the last", () => {
    const acts = [..."wxyz"].map((id) => entry(id, { kind: "act", by: "act" }));
    const rows = threadRows([entry("a"), ...acts, entry("b")], undefined, dayOf);
    expect(rows.map(({ id }) => id).join("")).toBe("azb");
    expect(rows[1]?.folded.map(({ id }) => id).join("")).toBe("wxy");
    const three = threadRows(acts.slice(1), undefined, dayOf);
    expect(three).toHaveLength(3);
  });

  it("say where an earlier chat begins, and where the open one does", () => {
    const rows = threadRows(
      [entry("a", { chat: 3 }), entry("b", { chat: 7 }), entry("c", { chat: 7 }), entry("d")],
      undefined,
      dayOf,
    );
    expect(rows.map(({ begins }) => begins)).toEqual([3, 7, undefined, "open"]);
    expect(rows.map(({ isJoined }) => isJoined)).toEqual([false, false, true, false]);
    const [own] = threadRows([entry("a")], undefined, dayOf);
    expect(own?.begins).toBeUndefined();
  });

  it("begin a new part at the first that is unread", () => {
    const entries = [entry("a"), entry("b"), entry("m", { isInbound: false }), entry("c")];
    const first = firstUnread(entries, 2);
    expect(first).toBe("b");
    expect(threadRows(entries, first, dayOf).map(({ isFirstNew }) => isFirstNew)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(firstUnread(entries, 9)).toBe("a");
    expect(firstUnread(entries, 0)).toBeUndefined();
  });
});
