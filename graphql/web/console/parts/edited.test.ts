import { describe, expect, it } from "vitest";
import {
  changesOf,
  conflictsOf,
  type Edit,
  keepMine,
  takeTheirs,
  UNTOUCHED,
  valuesOf,
  withChange,
  withField,
} from "./edited";

interface Label {
  name: string;
  color: string;
}
const label = { name: "payout", color: "GRAY" };
const untouched: Edit<Label> = UNTOUCHED;

describe("a form that is edited", () => {
  it("shows what is typed, and tells the server only that", () => {
    const edit = withChange(untouched, label, { name: "payouts" });
    expect(valuesOf(edit, label)).toEqual({ name: "payouts", color: "GRAY" });
    expect(changesOf(edit, label)).toEqual({ name: "payouts" });
  });

  it("has nothing to save where what is typed is there already", () => {
    const edit = withChange(withChange(untouched, label, { name: "x" }), label, { name: "payout" });
    expect(changesOf(edit, label)).toEqual({});
  });

  it("follows what changes elsewhere in fields that nobody touched", () => {
    const edit = withChange(untouched, label, { name: "payouts" });
    const theirs = { ...label, color: "RED" };
    expect(valuesOf(edit, theirs)).toEqual({ name: "payouts", color: "RED" });
    expect(conflictsOf(edit, theirs)).toEqual([]);
  });

  it("tells of a field that became another here and elsewhere", () => {
    const edit = withChange(untouched, label, { name: "payouts" });
    expect(conflictsOf(edit, label)).toEqual([]);
    expect(conflictsOf(edit, { ...label, name: "money" })).toEqual(["name"]);
    expect(conflictsOf(edit, { ...label, name: "payouts" })).toEqual([]);
  });

  it("goes on typing over the same beginning", () => {
    const theirs = { ...label, name: "money" };
    const edit = withChange(withChange(untouched, label, { name: "a" }), theirs, { name: "ab" });
    expect(conflictsOf(edit, theirs)).toEqual(["name"]);
  });

  it("keeps the one or takes the other", () => {
    const edit = withChange(untouched, label, { name: "payouts" });
    const theirs = { ...label, name: "money" };
    const kept = keepMine(edit, theirs, "name");
    expect(conflictsOf(kept, theirs)).toEqual([]);
    expect(changesOf(kept, theirs)).toEqual({ name: "payouts" });
    expect(valuesOf(takeTheirs(edit, "name"), theirs).name).toBe("money");
  });
});

describe("a form that is set field by field", () => {
  const was = { name: "Pay", teams: ["a"] };
  const typed = (name: string, over: Edit<typeof was> = UNTOUCHED, now = was) =>
    withField(over, now, "name", name);

  it("shows what is typed over what the server has", () => {
    expect(valuesOf(typed("Payments"), { ...was, teams: ["a", "b"] })).toEqual({
      name: "Payments",
      teams: ["a", "b"],
    });
  });

  it("forgets an edit that comes back to what is", () => {
    expect(typed("Pay", typed("x"))).toEqual(UNTOUCHED);
  });

  it("tells of a field that changed elsewhere, not of one that is the same on both sides", () => {
    const edit = typed("Mine");
    expect(conflictsOf(edit, { ...was, name: "Theirs" })).toEqual(["name"]);
    expect(conflictsOf(edit, { ...was, teams: [] })).toEqual([]);
    expect(conflictsOf(edit, { ...was, name: "Mine" })).toEqual([]);
  });

  it("keeps the first base while one types on", () => {
    const edit = typed("Mi", typed("M"), { ...was, name: "T" });
    expect(conflictsOf(edit, { ...was, name: "T" })).toEqual(["name"]);
  });
});
