import { describe, expect, it } from "vitest";
import { ListWindow, type Row } from "./list_window";

/** The highest key is on top, as with the newest message. */
const row = (id: string, key: number, version = 1): Row<number> => ({ id, key, version });

function loaded(rows: Row<number>[], hasMore = true): ListWindow<number> {
  const window = new ListWindow<number>((one, other) => other - one);
  window.page({ rows, hasMore }, window.mark(), true);
  return window;
}

const three = () => loaded([row("a", 30), row("b", 20), row("c", 10)]);

describe("the window of a list", () => {
  it("takes in what is new at its place", () => {
    const window = three();
    window.put(row("d", 25));
    window.put(row("e", 40));
    expect(window.ids).toEqual(["e", "a", "d", "b", "c"]);
  });

  it("moves what has another place", () => {
    const window = three();
    window.put(row("c", 50, 2));
    expect(window.ids).toEqual(["c", "a", "b"]);
  });

  it("removes what is not of the list any more", () => {
    const window = three();
    window.remove("b", 2);
    expect(window.ids).toEqual(["a", "c"]);
  });

  it("leaves what stands below it to the page that will bring it", () => {
    const window = three();
    window.put(row("d", 5));
    window.put(row("a", 1, 2));
    expect(window.ids).toEqual(["b", "c"]);
    const mark = window.mark();
    window.page({ rows: [row("d", 5), row("a", 1, 2)], hasMore: false }, mark, false);
    expect(window.ids).toEqual(["b", "c", "d", "a"]);
    window.put(row("e", 0));
    expect(window.ids).toEqual(["b", "c", "d", "a", "e"]);
  });

  it("keeps an older version out", () => {
    const window = three();
    window.put(row("c", 50, 5));
    window.put(row("c", 10, 4));
    expect(window.ids).toEqual(["c", "a", "b"]);
    window.remove("c", 4);
    expect(window.has("c")).toBe(true);
  });

  it("keeps its array as long as nothing changes", () => {
    const window = three();
    const { ids } = window;
    let changes = 0;
    window.changes.add(() => {
      changes += 1;
    });
    window.put(row("a", 31, 2));
    window.remove("z", 1);
    expect(window.ids).toBe(ids);
    expect(changes).toBe(0);
  });

  it("stands in one order with equal places", () => {
    const window = loaded([row("a", 10), row("b", 10)]);
    window.put(row("c", 10));
    expect(new Set(window.ids)).toEqual(new Set(["a", "b", "c"]));
    expect(window.ids).toHaveLength(3);
  });
});

describe("a page that was read before an event and arrives after it", () => {
  it("does not bring back what is gone", () => {
    const window = three();
    const mark = window.mark();
    window.gone("b");
    window.page({ rows: [row("a", 30), row("b", 20), row("c", 10)], hasMore: true }, mark, true);
    expect(window.ids).toEqual(["a", "c"]);
  });

  it("does not move a row back to where it was", () => {
    const window = three();
    const mark = window.mark();
    window.put(row("c", 50, 2));
    window.page({ rows: [row("a", 30), row("b", 20), row("c", 10)], hasMore: true }, mark, true);
    expect(window.ids).toEqual(["c", "a", "b"]);
  });

  it("does not take back in what does not match any more", () => {
    const window = three();
    const mark = window.mark();
    window.remove("b", 2);
    window.page({ rows: [row("b", 20)], hasMore: true }, mark, false);
    expect(window.ids).not.toContain("b");
  });

  it("does not lose what came while it was on its way", () => {
    const window = new ListWindow<number>((one, other) => other - one);
    const mark = window.mark();
    window.put(row("d", 60));
    expect(window.ids).toEqual([]);
    window.page({ rows: [row("a", 30)], hasMore: true }, mark, true);
    expect(window.ids).toEqual(["d", "a"]);
  });

  it("brings what is newer than the event", () => {
    const window = three();
    const mark = window.mark();
    window.put(row("b", 21, 2));
    window.page({ rows: [row("b", 45, 3), row("a", 30)], hasMore: true }, mark, true);
    expect(window.ids).toEqual(["b", "a"]);
  });

  it("stands for all that was there before it", () => {
    const window = three();
    window.page({ rows: [row("a", 30), row("x", 29)], hasMore: false }, window.mark(), true);
    expect(window.ids).toEqual(["a", "x"]);
  });
});

describe("what is gone", () => {
  it("may come back with any version", () => {
    const window = three();
    window.gone("b");
    window.put(row("b", 20, 1));
    expect(window.ids).toEqual(["a", "b", "c"]);
  });
});

describe("a window that is cut", () => {
  it("lets go of what is below and takes nothing in there", () => {
    const window = three();
    expect(window.cut(20)).toEqual(["c"]);
    window.put(row("d", 15));
    expect(window.ids).toEqual(["a", "b"]);
  });

  it("is at every moment what a fresh one is", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const truth = new Map<string, Row<number>>();
    const window = loaded([]);
    window.page({ rows: [], hasMore: false }, window.mark(), true);
    for (let step = 1; step < 3000; step += 1) {
      const id = `r${random(40)}`;
      if (random(5) === 0) {
        truth.delete(id);
        window.remove(id, step);
      } else {
        const one = row(id, random(1_000_000), step);
        truth.set(id, one);
        window.put(one);
      }
      const expected = [...truth.values()].sort((one, other) => other.key - one.key);
      expect(window.ids).toEqual(expected.map((one) => one.id));
    }
  });
});
