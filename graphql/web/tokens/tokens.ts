/** Which colours there are and what is drawn on what, so that a test can compute every pair's contrast. */

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

/** The dots of labels, by the schema's colours in small letters. */
export const LABELS = [
  "label-gray",
  "label-red",
  "label-orange",
  "label-yellow",
  "label-lime",
  "label-green",
  "label-teal",
  "label-cyan",
  "label-blue",
  "label-indigo",
  "label-purple",
  "label-pink",
] as const;
