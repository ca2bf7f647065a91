import { describe, expect, it } from "vitest";
import { sends } from "./enter";

const press = (more: object = {}) => ({
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

describe("Enter", () => {
  it.each([
    [{}, true, true],
    [{ shiftKey: true }, true, false],
    [{}, false, false],
    [{ shiftKey: true }, false, true],
    [{ ctrlKey: true }, false, true],
    [{ metaKey: true }, true, true],
    [{ isComposing: true }, true, false],
    [{ keyCode: 229 }, true, false],
    [{ key: "a" }, true, false],
  ])("with %j, where it sends: %s, sends: %s", (more, isEnterSending, sent) => {
    expect(sends(press(more), isEnterSending)).toBe(sent);
  });
});
