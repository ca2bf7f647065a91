import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { memoryStore, openStore, type Store } from "./store";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
});
afterEach(() => vi.unstubAllGlobals());

async function keepsWhatItIsTold(store: Store) {
  await store.set("draft:2", { body: "two" });
  await store.set("draft:1", { body: "one" });
  await store.set("outbox:1", { body: "sent" });
  expect(await store.get("draft:1")).toEqual({ body: "one" });
  expect(await store.all("draft:")).toEqual([{ body: "one" }, { body: "two" }]);
  await store.delete("draft:1");
  expect(await store.get("draft:1")).toBeUndefined();
}

describe("a store", () => {
  it("keeps what it is told, in the browser", async () => {
    await keepsWhatItIsTold(await openStore("one"));
  });

  it("keeps what it is told, in memory", () => keepsWhatItIsTold(memoryStore()));

  it("outlives the page", async () => {
    await (await openStore("one")).set("draft:1", { body: "typed" });
    expect(await (await openStore("one")).get("draft:1")).toEqual({ body: "typed" });
    expect(await (await openStore("other")).get("draft:1")).toBeUndefined();
  });

  it("lasts as long as the page where the browser refuses it", async () => {
    vi.stubGlobal("indexedDB", {
      open() {
        throw new Error("SecurityError");
      },
    });
    await keepsWhatItIsTold(await openStore("one"));
  });

  it("loses nothing when the database closes under it", async () => {
    const open = vi.spyOn(IDBFactory.prototype, "open");
    const store = await openStore("one");
    const opening: IDBOpenDBRequest = open.mock.results[0]?.value;
    opening.result.close();
    await keepsWhatItIsTold(store);
    open.mockRestore();
  });
});
