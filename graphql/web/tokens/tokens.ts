/** The colours as values, for what is drawn on a canvas and cannot name a CSS variable. */

export const GROUNDS = [
  "canvas",
  "surface",
  "sunken",
  "hover",
  "selected",
  "mine",
  "theirs",
  "note",
  "waiting-bg",
  "danger-bg",
  "ok-bg",
  "info-bg",
] as const;
/** What letters may have on any ground. */
export const TEXTS = ["ink", "ink-2", "ink-3", "link", "waiting", "danger", "ok", "info"] as const;
/** Letters on one ground alone. */
export const PAIRED_TEXTS = [
  ["note-ink", "note"],
  ["on-accent", "accent"],
] as const;
/** Edges of controls, bars, dots and the ring of focus. */
export const MARKS = ["control", "note-line", "focus", "accent"] as const;

export type ColourToken =
  | (typeof GROUNDS)[number]
  | (typeof TEXTS)[number]
  | (typeof MARKS)[number]
  | "note-ink"
  | "on-accent"
  | "line";

/** What the token is worth at this element, in the theme that is on. */
export function colourOf(token: ColourToken, element: Element): string {
  return getComputedStyle(element).getPropertyValue(`--${token}`).trim();
}
