/** How keys are written on their caps; on a Mac other ones stand for the same. */

interface Cap {
  id: string;
  text: string;
}

const MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "⏎" };
const OTHERS: Record<string, string> = { Mod: "Ctrl", Enter: "⏎" };
const BOTH: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

export function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** `Mod+K` is Ctrl and K, or ⌘ and K; `g i` is g, then i. */
export function keyCaps(keys: string, mac = isMac()): Cap[] {
  return keys.split(/[ +](?=.)/).map((key, place) => ({
    id: `${place} ${key}`,
    text: BOTH[key] ?? (mac ? MAC : OTHERS)[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  }));
}
