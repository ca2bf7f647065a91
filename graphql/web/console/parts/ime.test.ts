import { describe, expect, it } from "vitest";
import { isComposed } from "./ime";

describe("a key of an input method", () => {
  it.each([
    ["is composing", { isComposing: true, keyCode: 13 }, true],
    ["has ended the composition, in Safari", { isComposing: false, keyCode: 229 }, true],
    ["is a plain Enter", { isComposing: false, keyCode: 13 }, false],
  ])("%s", (_, key, found) => {
    expect(isComposed(key)).toBe(found);
  });
});
