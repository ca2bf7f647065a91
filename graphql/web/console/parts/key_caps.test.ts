import { describe, expect, it } from "vitest";
import { keyCaps } from "./key_caps";

describe("the caps of keys", () => {
  it.each([
    ["Mod+K", ["Ctrl", "K"], ["⌘", "K"]],
    ["g i", ["G", "I"], ["G", "I"]],
    ["Shift+Enter", ["Shift", "⏎"], ["⇧", "⏎"]],
    ["+", ["+"], ["+"]],
    ["Escape", ["Esc"], ["Esc"]],
  ])("of %s", (keys, elsewhere, mac) => {
    expect(keyCaps(keys, false).map(({ text }) => text)).toEqual(elsewhere);
    expect(keyCaps(keys, true).map(({ text }) => text)).toEqual(mac);
  });
});
