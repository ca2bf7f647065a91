import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../../live/testing/manual_clock";
import { changesBetween, Hold } from "./hold";

function started(...ids: string[]) {
  const clock = new ManualClock();
  const hold = new Hold(clock);
  hold.take(ids);
  return { clock, hold };
}

describe("the rows of a list", () => {
  it("move at once while nobody points at them", () => {
    const { hold } = started("a", "b", "c");
    hold.take(["c", "a", "b"]);
    expect(hold.ids).toEqual(["c", "a", "b"]);
    expect(hold.waiting).toBe(0);
  });

  it("wait while the pointer moves, and 1.5 s longer", async () => {
    const { clock, hold } = started("a", "b", "c");
    hold.touch();
    hold.take(["c", "a", "b"]);
    expect(hold.ids).toEqual(["a", "b", "c"]);
    expect(hold.waiting).toBe(1);
    await clock.pass(1_600);
    expect(hold.ids).toEqual(["c", "a", "b"]);
    expect(hold.waiting).toBe(0);
  });

  it("wait 5 s at most, however the pointer moves", async () => {
    const { clock, hold } = started("a", "b");
    hold.touch();
    hold.take(["b", "a"]);
    for (let count = 0; count < 6; count += 1) {
      await clock.pass(1_000);
      hold.touch();
    }
    expect(hold.ids).toEqual(["b", "a"]);
  });

  it("do not shift what is read further down, but go on below it", () => {
    const { hold } = started("a", "b", "c");
    hold.scroll(true);
    hold.take(["new", "a", "b", "c", "d"]);
    expect(hold.ids).toEqual(["a", "b", "c", "d"]);
    expect(hold.waiting).toBe(1);
    hold.scroll(false);
    expect(hold.ids).toEqual(["new", "a", "b", "c", "d"]);
  });

  it("keep the open one until it is left", () => {
    const { hold } = started("a", "b", "c");
    hold.pin("b");
    hold.take(["a", "c"]);
    expect(hold.ids).toEqual(["a", "b", "c"]);
    hold.pin("c");
    expect(hold.ids).toEqual(["a", "c"]);
  });
});

describe("what waits", () => {
  it.each([
    ["abc", "abc", 0],
    ["abc", "cab", 1],
    ["abc", "xabc", 1],
    ["abc", "ab", 1],
    ["abcd", "dcba", 3],
  ])("from %s to %s is %d", (shown, wanted, count) => {
    expect(changesBetween([...shown], [...wanted])).toBe(count);
  });
});
