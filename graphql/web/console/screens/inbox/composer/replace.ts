/** What was typed last, where a word of it stands for a text of the desk. Pure. */

export interface Replaced {
  /** Where the word begins. */
  from: number;
  text: string;
}

/** `typed` ends where the cursor is, after the space or the line that ends the word. */
export function replacedAt(
  typed: string,
  replacements: readonly { token: string; text: string }[],
): Replaced | undefined {
  const match = /(^|\s)(\S+)(\s)$/.exec(typed);
  const [whole = "", before = "", word = "", after = ""] = match ?? [];
  const found = match && replacements.find(({ token }) => token === word);
  return found
    ? { from: typed.length - whole.length + before.length, text: found.text + after }
    : undefined;
}
