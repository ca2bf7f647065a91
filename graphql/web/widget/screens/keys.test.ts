import { describe, expect, it } from "vitest";
import { isEnter } from "./keys";

const enter = { key: "Enter", keyCode: 13, isComposing: false, shiftKey: false, altKey: false };

describe("the Enter that sends", () => {
  it("is the plain one", () => {
    expect(isEnter(enter)).toBe(true);
    expect(isEnter({ ...enter, shiftKey: true })).toBe(false);
    expect(isEnter({ ...enter, key: "a" })).toBe(false);
  });

  it("is none that ends a word of an input method", () => {
    expect(isEnter({ ...enter, isComposing: true })).toBe(false);
    expect(isEnter({ ...enter, keyCode: 229 })).toBe(false);
  });
});
