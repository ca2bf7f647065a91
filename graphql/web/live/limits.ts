/** How long the live parts wait, and how much they keep. */

/** The first wait after a cut; each further one is twice as long. */
export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_LONGEST_MS = 15_000;
/** How often a quiet socket is asked whether somebody is there, and how long the answer may take. */
export const PING_EVERY_MS = 12_000;
export const PONG_WITHIN_MS = 5_000;
/** How long the server may take to take a line in. */
export const CONNECT_WITHIN_MS = 10_000;
/** How long an answer to a request may take. */
export const ANSWER_WITHIN_MS = 20_000;
/** A socket without a subscription is kept so long. */
export const IDLE_SOCKET_MS = 3_000;
/** Sockets that never opened before server-sent events are tried. */
export const SOCKETS_THAT_NEVER_OPENED = 2;
/** The server says something on an event stream at least this often; twice that is a dead line. */
export const EVENT_STREAM_QUIET_MS = 45_000;
/** A timer that comes so much too late was asleep. */
export const SLEEP_MS = 30_000;
export const TICK_MS = 5_000;
/** So many lines, one after the other, may end because the session is not as it was: then it is over. */
export const LINES_OF_A_CHANGED_SESSION = 2;
