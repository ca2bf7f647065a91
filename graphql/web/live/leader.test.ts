import { describe, expect, it } from "vitest";
import { alone, type Locks, lead } from "./leader";
import { settled } from "./testing/manual_clock";

/** Locks as a browser has them, for the two uses here. */
function browserLocks(): Locks {
  const held = new Map<string, Promise<unknown>>();
  const request = async (
    name: string,
    options: LockOptions,
    work: (lock: Lock | null) => Promise<unknown>,
  ) => {
    const before = held.get(name);
    if (before && options.ifAvailable) {
      return work(null);
    }
    if (before) {
      await before;
    }
    if (options.signal?.aborted) {
      throw new Error("AbortError");
    }
    const working = work({ name, mode: "exclusive" });
    held.set(name, working);
    const result = await working;
    held.delete(name);
    return result;
  };
  return { request } as unknown as Locks;
}

describe("among the tabs of a browser", () => {
  it("one leads, and another when that one goes", async () => {
    const locks = browserLocks();
    const leading: string[] = [];
    const stopFirst = lead("sounds", () => leading.push("first"), locks);
    const stopSecond = lead("sounds", () => leading.push("second"), locks);
    await settled();
    expect(leading).toEqual(["first"]);
    stopFirst();
    await settled();
    expect(leading).toEqual(["first", "second"]);
    stopSecond();
  });

  it("one does what only one may do", async () => {
    const locks = browserLocks();
    let done = 0;
    const work = async () => {
      await settled();
      done += 1;
    };
    const outcomes = await Promise.all([alone("send", work, locks), alone("send", work, locks)]);
    expect(outcomes).toEqual([true, false]);
    expect(done).toBe(1);
  });

  it("each is the only one where there are no locks", async () => {
    const leading: string[] = [];
    lead("sounds", () => leading.push("first"), undefined);
    expect(await alone("send", async () => {}, undefined)).toBe(true);
    expect(leading).toEqual(["first"]);
  });
});
