//! Every bound of the two schemas, with its unit. The transport checks its own before these.

use std::time::Duration;

pub use switchboard_model::limits::SEARCH_TEXT_MAX_BYTES;

/// Items of one page.
pub const PAGE_MAX: i64 = 100;
/// Items of a page whose size is not given.
pub const PAGE_DEFAULT: i64 = 20;
/// Rows of a short list that is not paged: teams, roles, channels, reasons.
pub const LIST_MAX: i64 = 500;
/// Ids of one `nodes` query.
pub const NODES_MAX: usize = 100;
/// How far a live count goes; a larger number is told as this one.
pub const COUNT_MAX: i64 = 1_000;
/// Bytes of a page cursor.
pub const CURSOR_MAX_BYTES: usize = 2_048;
/// Fields inside fields.
pub const DEPTH_MAX: usize = 16;
/// Cost of one operation.
pub const COST_MAX: usize = 20_000;
/// Directives of one field.
pub const DIRECTIVES_MAX: usize = 16;
/// Aliases of one operation.
pub const ALIASES_MAX: usize = 100;
/// Selections inside selections, fragments counted.
pub const RECURSION_MAX: usize = 32;
/// Events that a subscription reads from the log at once.
pub const REPLAY_BATCH: i64 = 200;
/// Events of one contact that a subscription reads from the log before it says to read again.
pub const CONTACT_REPLAY_EVENTS: i64 = 1_000;
/// Batches of live events whose rows are kept for the subscribers that have not got them yet.
pub const FEED_BATCHES_KEPT: usize = 64;
/// Shapes of subscriptions that one such batch is kept encoded for.
pub const SHAPES_PER_BATCH: usize = 64;
/// Longest mention in a note, in bytes: an id in brackets.
pub const MENTION_MAX_BYTES: usize = 128;
/// Ranges of one text; what lies behind the last of them is told as it was written.
pub const TEXT_RANGES_MAX: usize = 1_000;
/// The pause before changed numbers of chats are counted again: four counts a second at most.
pub const COUNTS_EVERY: Duration = Duration::from_millis(250);
/// The pause is also this many times as long as the last count took.
pub const COUNTS_PAUSE_FACTOR: u32 = 10;
/// Watchers of numbers of chats for whom they are counted at the same time.
pub const COUNTS_AT_ONCE: usize = 1;
/// Messages that a visitor reads at once, of all chats of a page together.
pub const VISITOR_MESSAGES_AT_ONCE: i64 = 200;
/// How long a visitor who looks for typing takes the chat that was theirs for it, in milliseconds: what is typed in
/// others meanwhile costs no look.
pub const OWN_CHAT_KNOWN_MS: i64 = 10_000;
/// Messages of a chat that a search hit may highlight, in ranges.
pub const HIGHLIGHTS_MAX: usize = 32;
