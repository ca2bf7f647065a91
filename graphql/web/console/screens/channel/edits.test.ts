import { describe, expect, it } from "vitest";
import { edited, isContested, placesOf, settled, shownAt, withEdits } from "./edits";

describe("what is changed of a channel", () => {
  const values = placesOf({ greeting: "Hello", look: { accent: "#112233" } });

  it("is known by its place, and taken back by writing what was there", () => {
    const edits = edited({}, values, "settings/look/accent", "#000000");
    expect(shownAt(edits, values, "settings/look/accent")).toBe("#000000");
    expect(shownAt(edits, values, "settings/greeting")).toBe("Hello");
    expect(edited(edits, values, "settings/look/accent", "#112233")).toEqual({});
  });

  it("follows the server where it was not touched, and is contested where both changed it", () => {
    const edits = edited({}, values, "settings/greeting", "Good day");
    const theirs = placesOf({ greeting: "Hi", look: { accent: "#445566" } });
    expect(shownAt(edits, theirs, "settings/look/accent")).toBe("#445566");
    expect(isContested(edits, theirs, "settings/greeting")).toBe(true);
    expect(isContested(edits, values, "settings/greeting")).toBe(false);
    expect(settled(edits, placesOf({ greeting: "Good day" }))).toEqual({});
  });

  it("keeps what it does not know, and leaves no empty objects", () => {
    const settings = { greeting: "Hello", look: { accent: "#112233" }, more: [1] };
    const taken = { "settings/look/accent": { seen: "#112233", mine: undefined } };
    expect(withEdits(settings, taken)).toEqual({ greeting: "Hello", more: [1] });
    const deep = { "settings/consent/text": { seen: undefined, mine: "May we?" } };
    expect(withEdits({}, deep)).toEqual({ consent: { text: "May we?" } });
  });
});
