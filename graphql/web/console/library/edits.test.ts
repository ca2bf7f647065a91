import { describe, expect, it } from "vitest";

// The module asks the page's window to be told of leaving it.
globalThis.addEventListener ??= () => undefined;
const { Edits } = await import("./edits");

const edit = { mine: { name: "payouts" }, base: { name: "payout" } };

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("what is typed into the settings' forms", () => {
  it("comes back after a reload", () => {
    const store = storage();
    const before = new Edits(() => store);
    before.begin("operator_1");
    before.set("label_1", edit);
    expect(before.wouldLose()).toBe(false);
    const after = new Edits(() => store);
    after.begin("operator_1");
    expect([...after.all()]).toEqual([["label_1", edit]]);
  });

  it("is gone after a reload where it was saved", () => {
    const store = storage();
    const before = new Edits(() => store);
    before.begin("operator_1");
    before.set("label_1", edit);
    before.set("label_1", undefined);
    const after = new Edits(() => store);
    after.begin("operator_1");
    expect(after.all().size).toBe(0);
  });

  it("is shown to nobody else who signs in", () => {
    const store = storage();
    const edits = new Edits(() => store);
    edits.begin("operator_1");
    edits.set("label_1", edit);
    edits.begin("operator_2");
    expect(edits.all().size).toBe(0);
    const after = new Edits(() => store);
    after.begin("operator_1");
    expect(after.all().size).toBe(0);
  });

  it("is told to be lost where the browser keeps nothing", () => {
    const edits = new Edits(() => {
      throw new Error("refused");
    });
    edits.begin("operator_1");
    expect(edits.wouldLose()).toBe(false);
    edits.set("label_1", edit);
    expect(edits.wouldLose()).toBe(true);
    expect(edits.all().size).toBe(1);
  });
});
