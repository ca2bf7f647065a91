import { describe, expect, it } from "vitest";
import { changedElsewhere, edited, valuesOf } from "./kept_form";

describe("a form that stays open", () => {
  const was = { name: "Pay", teams: ["a"] };

  it("shows what is typed over what the server has", () => {
    const edits = edited({}, was, "name", "Payments");
    expect(valuesOf(edits, { ...was, teams: ["a", "b"] })).toEqual({
      name: "Payments",
      teams: ["a", "b"],
    });
  });

  it("forgets an edit that comes back to what is", () => {
    expect(edited(edited({}, was, "name", "x"), was, "name", "Pay")).toEqual({});
  });

  it("tells of a field that changed elsewhere, not of one that is the same on both sides", () => {
    const edits = edited({}, was, "name", "Mine");
    expect(changedElsewhere(edits, { ...was, name: "Theirs" })).toEqual(["name"]);
    expect(changedElsewhere(edits, { ...was, teams: [] })).toEqual([]);
    expect(changedElsewhere(edits, { ...was, name: "Mine" })).toEqual([]);
  });

  it("keeps the first base while one types on", () => {
    const edits = edited(edited({}, was, "name", "M"), { ...was, name: "T" }, "name", "Mi");
    expect(changedElsewhere(edits, { ...was, name: "T" })).toEqual(["name"]);
  });
});
