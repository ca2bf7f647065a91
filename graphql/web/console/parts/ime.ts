/** Whether a key belongs to an input method, which composes a letter: then Enter and letters act on nothing. */

interface KeyPress {
  isComposing: boolean;
  keyCode: number;
}

/** Safari ends the composition before the key that ended it; it then calls that key 229, as all did once. */
const COMPOSED_KEY = 229;

export function isComposed({ isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === COMPOSED_KEY;
}
