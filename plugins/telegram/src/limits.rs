//! The bounds that the Bot API sets, with their units.

/// Longest text of a message, in UTF-16 units after its markup is taken out.
pub const TEXT_UNITS: usize = 4_096;

/// Longest text beside a file, in UTF-16 units after its markup is taken out.
pub const CAPTION_UNITS: usize = 1_024;

/// Most files of one album.
pub const ALBUM_ITEMS: usize = 10;

/// Largest picture that is shown as one; larger ones go as documents. In bytes.
pub const PHOTO_BYTES: u64 = 10 * 1024 * 1024;

/// Largest file that a bot can send, in bytes.
pub const UPLOAD_BYTES: u64 = 50 * 1024 * 1024;

/// Most updates of one `getUpdates` answer, so that a full one stays below the 1 MiB that the host
/// hands to a plugin.
pub const POLL_UPDATES: usize = 40;

/// Largest update that is kept as the detail of an event without a case of its own, in bytes.
pub const DETAIL_BYTES: usize = 16 * 1024;

/// Longest time that Telegram may hold a `getUpdates` open, in seconds.
pub const POLL_WAIT_S: u32 = 50;

/// How much longer than Telegram holds it the HTTP call of a poll may take, in milliseconds.
pub const POLL_GRACE_MS: u32 = 5_000;

/// When to poll again after an answer that was not full, in milliseconds: at once, because the
/// question itself waits.
pub const POLL_NEXT_MS: u32 = 0;

/// How long one call may take, in milliseconds, when nothing is uploaded.
pub const CALL_TIMEOUT_MS: u32 = 15_000;

/// How long one call may take while a file is uploaded, in milliseconds.
pub const UPLOAD_TIMEOUT_MS: u32 = 60_000;

/// Below this much time left no call is begun, in milliseconds.
pub const CALL_LEAST_MS: u64 = 500;

/// How long the parts of a half-sent message are remembered, in milliseconds: seven days.
pub const PROGRESS_TTL_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// How long to stand back when another poller has the bot, in milliseconds.
pub const CONFLICT_WAIT_MS: u32 = 30_000;

/// Most characters of a reply that is no JSON that are shown in an error.
pub const EXCERPT_CHARS: usize = 120;
