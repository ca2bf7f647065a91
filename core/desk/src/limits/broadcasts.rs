//! The bounds of broadcasts, with their units.

/// Broadcasts that there can be.
pub const BROADCASTS_MAX: i64 = 500;
/// Contacts that one broadcast means: they are removed with it in one write.
pub const BROADCAST_RECIPIENTS_MAX: i64 = 50_000;
/// Channels of one broadcast.
pub const BROADCAST_CHANNELS_MAX: usize = 20;
/// Messages a minute by one channel, at most.
pub const BROADCAST_RATE_MAX: i64 = 600;
/// Messages a minute by one channel, where nothing is said.
pub const BROADCAST_RATE: i64 = 30;
/// Contacts that are looked at in one write.
pub const BROADCAST_COLLECTED: i64 = 200;
/// Contacts that a preview looks at.
pub const BROADCAST_PREVIEW_CONTACTS: usize = 10_000;
/// Contacts that a preview looks at together.
pub const BROADCAST_PREVIEW_PAGE: i64 = 500;
/// Contacts that a preview names of those who would be left out.
pub const BROADCAST_PREVIEW_SHOWN: usize = 100;
/// Messages that wait to leave by a channel until broadcasts wait for them: replies come first.
pub const BROADCAST_WAITING_MAX: i64 = 5;
/// A minute, over which the messages of a channel are spread, in milliseconds.
pub const BROADCAST_RATE_MS: i64 = 60_000;
