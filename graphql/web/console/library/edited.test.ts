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
