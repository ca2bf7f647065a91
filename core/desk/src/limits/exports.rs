//! The bounds of exports and transcripts, of the erasing of contacts, and of the rules of retention.

use std::ops::RangeInclusive;
use std::time::Duration;

/// Chats of one export; the next one goes on behind its last.
pub const EXPORT_CHATS_MAX: i64 = 1_000_000;
/// Chats of an export between two looks at the rights of whoever exports.
pub const EXPORT_PAGE_CHATS: usize = 500;
/// Messages of an export that are read at a time.
pub const EXPORT_PAGE_MESSAGES: i64 = 500;
/// Visits of an export that are read at a time, with their pages.
pub const EXPORT_PAGE_VISITS: i64 = 20;
/// Exports that run at once on one server.
pub const EXPORTS_AT_ONCE: usize = 2;
/// Transcripts that are written at once on one server.
pub const TRANSCRIPTS_AT_ONCE: usize = 8;
/// Pieces of an export that wait for whoever reads it.
pub const EXPORT_PIECES: usize = 2;
/// How long a piece may wait before the export is given up.
pub const EXPORT_STALL: Duration = Duration::from_secs(60);
/// When to try again while others export, in milliseconds.
pub const EXPORT_RETRY_MS: u64 = 10_000;
/// Longest filter of an export, in bytes of JSON: it stands in the link.
pub const EXPORT_FILTER_MAX_BYTES: usize = 4 * 1024;
/// Shortest time that a link to an export can be followed, in milliseconds.
pub const EXPORT_LINK_MS: i64 = 10 * 60 * 1000;
/// Shortest time that a link to all of a contact can be followed, in milliseconds.
pub const CONTACT_EXPORT_LINK_MS: i64 = 24 * 60 * 60 * 1000;
/// Bytes of lines that are collected until they are a file of an archive: what one line has comes on top.
pub const EXPORT_PART_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of a block of a tar archive, in whole numbers of which its files lie.
pub const TAR_BLOCK_BYTES: u64 = 512;
/// Messages, notes or other rows of a contact or a deleted chat that one write removes, with what hangs on them.
pub const ERASE_ROWS: i64 = 200;
/// Chats of erased contacts that one write deletes.
pub const ERASE_CHATS: i64 = 200;
/// Contacts that are erased side by side.
pub const ERASURES_OPEN: i64 = 16;
/// Erased contacts that are looked for at once in a database that may be older than their erasing.
pub const ERASURES_LOOKED_UP: usize = 500;
/// Retention rules of one server.
pub const RETENTION_RULES_MAX: i64 = 100;
/// Fewest and most days that a retention rule waits.
pub const RETENTION_DAYS: RangeInclusive<i64> = 1..=36_500;
/// Chats that a retention rule looks at in one write.
pub const RETENTION_PAGE: i64 = 100;
/// Chats that a preview of a retention rule looks at.
pub const RETENTION_PREVIEW_CHATS: usize = 20_000;
/// Contacts that a preview of a retention rule shows.
pub const RETENTION_PREVIEW_CONTACTS: usize = 100;
/// When in the day (UTC) the retention rules are run, in milliseconds.
pub const RETENTION_HOUR_MS: i64 = 2 * 60 * 60 * 1000;
