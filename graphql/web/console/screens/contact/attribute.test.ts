import { describe, expect, it } from "vitest";
import { readAttribute, textOf } from "./attribute";

describe("an attribute", () => {
  it("is kept as its kind says", () => {
    expect(readAttribute("NUMBER", "12.5")).toBe(12.5);
    expect(readAttribute("BOOLEAN", "false")).toBe(false);
    expect(readAttribute("TEXT", "12")).toBe("12");
    expect(readAttribute("DATE", "2026-05-31")).toBe("2026-05-31");
  });
  it("is none where nothing is typed", () => {
    expect(readAttribute("NUMBER", "")).toBeUndefined();
    expect(readAttribute("TEXT", "")).toBeUndefined();
  });
  it("leaves it to the server to refuse what is no number", () => {
    expect(readAttribute("NUMBER", "many")).toBe("many");
  });
  it("is shown as it was typed", () => {
    expect(textOf("gold")).toBe("gold");
    expect(textOf(7)).toBe("7");
    expect(textOf({ a: 1 })).toBe('{"a":1}');
  });
});
