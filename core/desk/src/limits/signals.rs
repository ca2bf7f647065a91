//! The bounds of signals: of what is told and never stored.

use std::time::Duration;

/// Sources whose last typing is remembered.
pub const SIGNAL_SOURCES_MAX: usize = 10_000;
/// Signals that a slow listener may be behind.
pub const SIGNAL_QUEUE: usize = 1_024;
/// One signal of a kind per source in this time, in milliseconds.
pub const SIGNAL_THROTTLE_MS: i64 = 1_000;
/// How long a signal is true, in milliseconds.
pub const SIGNAL_LIFE_MS: i64 = 8_000;
/// Longest preview, in characters; longer ones are cut.
pub const PREVIEW_MAX_CHARACTERS: usize = 1_000;
/// Longest signal between nodes, in bytes of JSON: more than the longest preview takes.
pub const NOTICE_MAX_BYTES: usize = 8 * 1024;
/// How long an operator counts as looking at a chat after the last word of it, in milliseconds.
pub const VIEWING_LIFE_MS: i64 = 30_000;
/// How often a window tells again that it is open.
pub const VIEWING_AGAIN: Duration = Duration::from_secs(10);
/// Chats of which it is remembered who looks at them.
pub const VIEWED_CHATS_MAX: usize = 10_000;
/// Windows and writers of one chat that are remembered.
pub const VIEWERS_PER_CHAT_MAX: usize = 100;
/// Signals of one peer's visitors at once: an office shares an address.
pub const TYPING_PEER_SIGNALS: u64 = 60;
/// What comes back of that each second.
pub const TYPING_PEER_SIGNALS_PER_SECOND: u64 = 20;
/// Signals at once of all strangers of one channel.
pub const TYPING_STRANGER_SIGNALS: u64 = 200;
/// What comes back of that each second.
pub const TYPING_STRANGER_SIGNALS_PER_SECOND: u64 = 50;
/// Peers, and as many channels, whose shares of signals are remembered.
pub const TYPING_ENTRIES_MAX: usize = 20_000;
