//! The bounds of the web chat, with their units.

/// How long after they have written it a visitor can edit or delete a message, in milliseconds.
pub const VISITOR_CHANGE_MS: i64 = 60 * 60 * 1000;
/// Chats of one address of the web chat that are open, when a further one begins.
pub const VISITOR_OPEN_CHATS_MAX: usize = 20;
/// Chats of one address of the web chat that there are, when a further one begins.
pub const VISITOR_CHATS_MAX: i64 = 500;
/// Chats of a visitor, the newest, in which they see that somebody types.
pub const VISITOR_CHATS_HEARD: i64 = 100;
/// Chats of a channel, its newest, that tell how long customers wait for a first answer.
pub const REPLY_TIME_CHATS: i64 = 50;
/// Messages of each of them, the newest, that are looked at for that.
pub const REPLY_TIME_MESSAGES: i64 = 50;
/// Rounds that began longer ago tell nothing of it any more, in milliseconds.
pub const REPLY_TIME_WINDOW_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Answered rounds that it takes to tell anything: fewer would tell of single chats.
pub const REPLY_TIME_ROUNDS_MIN: usize = 5;
/// The usual wait is rounded up to one of these, in milliseconds; one beyond the last is not told.
pub const REPLY_TIME_STEPS_MS: [i64; 13] = [
    60_000, 120_000, 300_000, 600_000, 900_000, 1_200_000, 1_800_000, 2_700_000, 3_600_000,
    7_200_000, 14_400_000, 28_800_000, 86_400_000,
];
/// For how long what was found is believed, in milliseconds.
pub const REPLY_TIME_BELIEVED_MS: i64 = 10 * 60 * 1000;
/// Channels of which it is remembered.
pub const REPLY_TIME_CHANNELS_MAX: usize = 1_000;
