import { describe, expect, it } from "vitest";
import { KeyMatcher, type KeyPress, writtenKey } from "./key_match";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  keyCode: 0,
  isComposing: false,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("a key", () => {
  it.each([
    [press("r"), "r"],
    [press("E", { shiftKey: true }), "Shift+E"],
    [press("?", { shiftKey: true }), "?"],
    [press("k", { ctrlKey: true }), "Mod+K"],
    [press("ArrowUp", { altKey: true }), "Alt+ArrowUp"],
    [press("Enter", { shiftKey: true }), "Shift+Enter"],
    [press("к", { code: "KeyR" }), "r"],
    [press("ق", { code: "KeyR" }), "r"],
    [press("Shift", { shiftKey: true }), undefined],
    [press("k", { metaKey: true }), undefined],
    [press("r", { isComposing: true }), undefined],
    [press("Enter", { keyCode: 229 }), undefined],
  ])("%j is %s", (pressed, written) => {
    expect(writtenKey(pressed, false)).toBe(written);
  });

  it("of a Mac has ⌘ where others have Ctrl", () => {
    expect(writtenKey(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(writtenKey(press("k", { ctrlKey: true }), true)).toBeUndefined();
    expect(writtenKey(press("å", { altKey: true, code: "KeyA" }), true)).toBe("Alt+A");
  });
});

describe("a shortcut", () => {
  const WANTED = ["r", "g i", "g c", "Mod+K", "Shift+E"];
  const free = { isTyping: false, hasSingleKeys: true };
  function started() {
    let now = 0;
    const matcher = new KeyMatcher(() => now);
    return {
      type: (key: KeyPress, where = free) => {
        matcher.see(key, where.isTyping);
        return matcher.press(key, WANTED, where);
      },
      takenElsewhere: (key: KeyPress) => matcher.see(key, true),
      pass: (ms: number) => {
        now += ms;
      },
      click: () => matcher.rest(),
    };
  }

  it("is one key or two, one after another", () => {
    const { type } = started();
    expect(type(press("r"))).toBe("r");
    expect(type(press("g"))).toBeUndefined();
    expect(type(press("i"))).toBe("g i");
    expect(type(press("i"))).toBeUndefined();
  });

  it("forgets the first key after a moment", () => {
    const { type, pass } = started();
    type(press("g"));
    pass(1_500);
    expect(type(press("c"))).toBeUndefined();
  });

  it("takes the second key for itself where the two mean nothing", () => {
    const { type } = started();
    type(press("g"));
    expect(type(press("r"))).toBe("r");
  });

  it("is no letter while somebody writes, nor where letters are switched off", () => {
    const { type } = started();
    const writing = { isTyping: true, hasSingleKeys: true };
    const off = { isTyping: false, hasSingleKeys: false };
    for (const where of [writing, off]) {
      expect(type(press("r"), where)).toBeUndefined();
      expect(type(press("E", { shiftKey: true }), where)).toBeUndefined();
      expect(type(press("k", { ctrlKey: true }), where)).toBe("Mod+K");
    }
  });

  describe("amid a word", () => {
    const writing = { isTyping: true, hasSingleKeys: true };

    it("is a letter of it where the field has gone by itself", () => {
      const { type, pass } = started();
      type(press("o"), writing);
      pass(200);
      expect(type(press("r"))).toBeUndefined();
      pass(900);
      expect(type(press("r"))).toBeUndefined();
      pass(1_000);
      expect(type(press("r"))).toBe("r");
    });

    it("is a shortcut again behind Escape, Enter, Tab and a click", () => {
      for (const key of ["Escape", "Enter", "Tab"]) {
        const { type, takenElsewhere } = started();
        type(press("o"), writing);
        takenElsewhere(press(key));
        expect(type(press("r"))).toBe("r");
      }
      const { type, click } = started();
      type(press("o"), writing);
      click();
      expect(type(press("r"))).toBe("r");
    });
  });

  it("is not repeated by a key that is held", () => {
    expect(started().type(press("r", { repeat: true }))).toBeUndefined();
  });
});
