//! The bounds of the authors' tools, with their units.

/// Longest value that is shown in a report, in characters.
pub const SHOWN_CHARS: usize = 400;

/// Most differences that are shown of one case.
pub const SHOWN_DIFFERENCES: usize = 20;

/// Largest body that a case may have generated, in bytes.
pub const GENERATED_BODY_BYTES: usize = 64 << 20;

/// Longest body of a webhook that the server takes, in bytes, unless it is configured otherwise.
pub const HOOK_BODY_BYTES: usize = 3 << 20;

/// How long a call may take by the case's clock, in milliseconds.
pub const ATTEMPT_MS: i64 = 60_000;

/// How long a call may take that is interrupted on purpose, in milliseconds: long enough for a plugin
/// that begins nothing shortly before its deadline.
pub const INTERRUPTED_MS: i64 = 700;

/// Most places at which one call is interrupted.
pub const INTERRUPTIONS_MAX: usize = 24;

/// How many folders above a plugin's are searched for the built component.
pub const SEARCH_LEVELS: usize = 8;
