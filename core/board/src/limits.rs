//! Every bound of the board, with its unit.

use std::time::Duration;

/// Chats on the board, at some 190 bytes each; where there are more, the database answers alone.
pub const CHATS_MAX: usize = 4_000_000;
/// Chats read at a time when the board is built.
pub const ROWS: i64 = 2_000;
/// Chats read again at a time: as many as a page of events can name.
pub const CHANGED_ROWS: usize = 1_000;
/// Chats changed on the board while lists wait; between two such portions they go on.
pub const ROWS_AT_ONCE: usize = 50;
/// Events read from the log at a time: as many as it gives.
pub const EVENTS: i64 = 1_000;
/// How long a list waits for the board to come to the end of the log.
pub const NEAR_WAIT: Duration = Duration::from_millis(100);
/// Longest sleep of the follower while nobody asks for a list.
pub const IDLE: Duration = Duration::from_millis(250);
/// Sleep after a round that failed.
pub const FAILED_PAUSE: Duration = Duration::from_secs(1);
/// Age of the last round at which the board is not asked any more, however little seems to have happened.
pub const BELIEVED: Duration = Duration::from_secs(60);
/// Time between two looks whether what is kept is so.
pub const CHECK_EVERY: Duration = Duration::from_secs(60);
/// Counts that are made from nothing at each look: lists wait for a change that waits for them.
pub const CHECKED_COUNTS: usize = 200;
/// Chats that are held against their rows at each look.
pub const CHECKED_ROWS: i64 = 500;
/// Operators, each with a visibility, for whom something is kept.
pub const ONLOOKERS: usize = 1_000;
/// Counts that are kept up to date, of all operators together.
pub const COUNTS: usize = 20_000;
/// Counts that are kept for one operator: some times what one asks for together.
pub const COUNTS_OF_ONE: usize = 200;
/// Things asked for together that are known again, of one operator.
pub const LISTS_OF_ONE: usize = 8;
/// Changed chats for which nobody has asked for a count, after which it is kept no more.
pub const UNASKED_CHANGES: u64 = 20_000;
/// How many times as many steps a walk may take as one among evenly spread chats would.
pub const WALK_FACTOR: u64 = 4;
/// Parts of time by which chats stand, in milliseconds: a day.
pub const TIME_PART_MS: i64 = 24 * 60 * 60 * 1_000;
/// Chats are gathered in their order while they are at most this part of all, else all are looked at.
pub const GATHERED_PART: usize = 16;
