/** How much the console keeps, and how long it waits. */

/** More events in one batch are taken in slices, so that typing goes on between them. */
export const SLICE_EVENTS = 50;
/** What `matches` cannot judge is asked of the server at most this often, so many at once. */
export const ASK_EVERY_MS = 1_000;
export const ASK_CHATS = 50;
/** Pages of a list that stay loaded below what is looked at. */
export const PAGES_KEPT = 4;
/** A list by name is read again this long after its order may have changed. */
export const REREAD_AFTER_MS = 2_000;
/** How long the newest message stands in a focused window before it is read. */
export const READ_AFTER_MS = 1_000;
/** How often what is typed goes to the server. */
export const DRAFT_EVERY_MS = 2_000;
/** The server knows a key for 24 hours; before that it is safe to send it again. */
export const RESEND_FOR_MS = 20 * 3_600_000;
/** Of so many objects the version is known that an answer told, so that no event undoes it. */
export const VERSIONS_KNOWN = 20_000;
/** A longer text that is pasted goes as a file: no message takes it, and a field of it no longer answers. */
export const PASTED_MAX_UNITS = 64 * 1_024;
