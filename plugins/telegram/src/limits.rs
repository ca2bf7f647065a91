//! The bounds that the Bot API sets, with their units. What the host has to know of them stands in
//! the manifest.

use switchboard_plugin::manifest_limit;

/// Longest text of a message, in UTF-16 units after its markup is taken out.
pub const TEXT_UNITS: usize = manifest_limit!("max_units") as usize;

/// Longest text beside a file, in UTF-16 units after its markup is taken out.
pub const CAPTION_UNITS: usize = manifest_limit!("caption_max_units") as usize;

/// Largest file that a bot can send, in bytes.
pub const UPLOAD_BYTES: u64 = manifest_limit!("attachment_max_bytes");

/// Most files of one album.
pub const ALBUM_ITEMS: usize = 10;

/// Largest picture that is shown as one; larger ones go as documents. In bytes.
pub const PHOTO_BYTES: u64 = 10 * 1024 * 1024;

/// Most updates of one `getUpdates` answer, so that a full one stays below the 1 MiB that the host
/// hands to a plugin.
pub const POLL_UPDATES: usize = 40;

/// Longest time that Telegram may hold a `getUpdates` open, in seconds.
pub const POLL_WAIT_S: u32 = 50;

/// How much longer than Telegram holds it the HTTP call of a poll may take, in milliseconds.
pub const POLL_GRACE_MS: u32 = 5_000;

/// When to poll again after an answer that was not full, in milliseconds: at once, because the
/// question itself waits.
pub const POLL_NEXT_MS: u32 = 0;

/// How long to stand back when another poller has the bot, in milliseconds.
pub const CONFLICT_WAIT_MS: u32 = 30_000;
