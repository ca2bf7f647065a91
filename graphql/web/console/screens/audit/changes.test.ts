import { describe, expect, it } from "vitest";
import { changesOf, joined } from "./changes";

describe("a line of the audit log", () => {
  it("tells field by field what was and what is", () => {
    expect(
      changesOf({ name: "Pay", team: null, n: 1 }, { name: "Payments", team: "t", n: 1 }),
    ).toEqual([
      { field: "name", before: "Pay", after: "Payments" },
      { field: "team", before: undefined, after: "t" },
    ]);
  });

  it("has only an after where something was made, and only a before where it is gone", () => {
    expect(changesOf(null, { ids: ["a"] })).toEqual([
      { field: "ids", before: undefined, after: '["a"]' },
    ]);
    expect(changesOf({ name: "x" }, undefined)).toEqual([
      { field: "name", before: "x", after: undefined },
    ]);
  });
});

describe("the head of the audit log", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  it("grows by what is new", () => {
    expect(joined([c, b], [b, a])).toEqual({ lines: [c, b, a], isWhole: true });
  });
  it("begins again where more came than a page holds", () => {
    expect(joined([c], [a])).toEqual({ lines: [c], isWhole: false });
  });
  it("begins with the first page", () => {
    expect(joined([b, a], [])).toEqual({ lines: [b, a], isWhole: true });
  });
});
