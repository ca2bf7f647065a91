/** What stands for a person without a picture: one or two letters, and a tone that is the same everywhere. */

/** Red is for what went wrong, and grey for whom nobody knows. */
export const TONES = ["accent", "info", "ok", "waiting"] as const;
export type AvatarTone = (typeof TONES)[number];

/** The first letters of the first and the last word, as a reader of that script sees letters. */
export function initials(name: string): string {
  const words = name
    .normalize("NFC")
    .split(/\s+/)
    .map((word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "")
    .filter((letter) => letter !== "");
  const [first = "", ...rest] = words;
  return (first + (rest.at(-1) ?? "")).toLocaleUpperCase();
}

/** By the id, so that a person keeps the tone when the name changes. */
export function toneOf(id: string): AvatarTone {
  let sum = 0;
  for (const letter of id) {
    sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  }
  return TONES[sum % TONES.length] ?? TONES[0];
}
