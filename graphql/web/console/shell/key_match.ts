/** Which shortcut a press of a key means. Pure: the page's part is in `keys.tsx`. */
import { isComposed } from "../parts/ime";
import { isMac } from "../parts/key_caps";

export interface KeyPress {
  key: string;
  /** Where the key is, for those who write with other letters: `KeyR`. */
  code: string;
  keyCode: number;
  isComposing: boolean;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The second key of two comes within this time. */
const SECOND_KEY_MS = 1_500;

/** A letter that comes within this time of one that was typed, and nothing between them, is of the same word. */
const WORD_MS = 1_000;

/** As shortcuts are written: `Mod+K`, `Shift+E`, `?`. None for what begins no shortcut. */
export function writtenKey(press: KeyPress, mac = isMac()): string | undefined {
  if (isComposed(press) || ["Control", "Meta", "Alt", "Shift", "Dead"].includes(press.key)) {
    return undefined;
  }
  // The other of the two is the system's or the browser's.
  if (mac ? press.ctrlKey : press.metaKey) {
    return undefined;
  }
  const isMod = mac ? press.metaKey : press.ctrlKey;
  // With another script's letters, and with ⌥ on a Mac, the place of the key says which it is.
  const isForeign = press.key.length === 1 && (press.key > "~" || (mac && press.altKey));
  const placed = /^Key([A-Z])$/.exec(press.code)?.[1] ?? /^Digit(\d)$/.exec(press.code)?.[1];
  const key = isForeign ? (placed ?? press.key) : press.key;
  const isLetter = /^[a-z]$/i.test(key);
  const isHeld = isMod || press.altKey;
  return [
    isMod ? "Mod" : "",
    press.altKey ? "Alt" : "",
    // The Shift that makes `?` of `/` is a part of the `?`.
    press.shiftKey && (isLetter || key.length > 1) ? "Shift" : "",
    isLetter ? (isHeld || press.shiftKey ? key.toUpperCase() : key.toLowerCase()) : key,
  ]
    .filter((part) => part !== "")
    .join("+");
}

/** What is typed where one writes: a letter, or Shift and a letter. */
function isSingle(written: string): boolean {
  return !/^(Mod|Alt)\+/.test(written);
}

export class KeyMatcher {
  #first: { written: string; at: number } | undefined;
  /** When the last letter of a word was typed, also when what it was typed into has gone by itself. */
  #typedAt: number | undefined;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Something else was done: the next letter belongs to no word. */
  rest(): void {
    this.#typedAt = undefined;
  }

  /** Every key that is pressed, whoever takes it: letters that follow a typed one belong to its word. */
  see(press: KeyPress, isTyping: boolean): void {
    const written = writtenKey(press) ?? "";
    const isLetter = press.key.length === 1 && isSingle(written);
    this.#typedAt = isLetter && (isTyping || this.#isAmidWord()) ? this.#now() : undefined;
  }

  #isAmidWord(): boolean {
    return this.#typedAt !== undefined && this.#now() - this.#typedAt < WORD_MS;
  }

  /** The keys, of those wanted, that this press completes, which was seen before. */
  press(
    press: KeyPress,
    wanted: readonly string[],
    { isTyping, hasSingleKeys }: { isTyping: boolean; hasSingleKeys: boolean },
  ): string | undefined {
    const written = press.repeat ? undefined : writtenKey(press);
    if (written === undefined) {
      return undefined;
    }
    const first = this.#first;
    this.#first = undefined;
    if (isSingle(written) && (isTyping || this.#isAmidWord() || !hasSingleKeys)) {
      return undefined;
    }
    if (first && this.#now() - first.at < SECOND_KEY_MS) {
      const both = `${first.written} ${written}`;
      if (wanted.includes(both)) {
        return both;
      }
    }
    if (wanted.includes(written)) {
      return written;
    }
    if (wanted.some((keys) => keys.startsWith(`${written} `))) {
      this.#first = { written, at: this.#now() };
    }
    return undefined;
  }
}
