/** The bounds of what the page tells an operator. */

/** Changes of this long are one: the number of what is unread is asked for once. */
export const UNREAD_AFTER_MS = 400;
/** What happened longer ago makes no sound: a night asleep is one at most. */
export const SOUND_FRESH_MS = 10_000;
/** So long the tab that sounds holds the lock: a burst is one sound. */
export const SOUND_HELD_MS = 2_000;
/** A chat that was missed for so long is reason to offer pushes. */
export const MISSED_MS = 60_000;
