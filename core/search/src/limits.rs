//! Every bound of the search, with its unit.

use std::time::Duration;

/// Words and phrases that one query asks for, and those that it excludes. What is pasted has more:
/// what comes behind them only counts for the rank.
pub const QUERY_CLAUSES: usize = 24;
/// Words of one phrase; longer ones are found by their beginning.
pub const PHRASE_WORDS: usize = 64;
/// Words of the index that the beginning of a phrase's last word may stand for.
pub const PREFIX_WORDS: u32 = 1_000;
/// Documents from which on a word is looked for as it stands, without typos: several times what the last
/// page that somebody turns to shows.
pub const FREQUENT_DOCUMENTS: u64 = 1_000;
/// Terms of which one is asked for, that are walked side by side; more are gathered first.
pub const UNION_TERMS: usize = 16;
/// Chats that a query may ask for by what they are like, at 8 bytes each: as many as the board takes.
pub const CHATS: i64 = 4_000_000;
/// Chats whose documents are gathered by the chat; of more, each document that the rest of the query finds is
/// tested.
pub const CHATS_GATHERED: usize = 1_000;
/// Channels, labels, operators or contact roles among which a name is looked for, at a time: more than there
/// may be of most.
pub const NAMES: i64 = 10_000;
/// Hits on one page.
pub const PAGE_HITS: usize = 100;
/// Longest token, in bytes; a longer word is several tokens side by side.
pub const TOKEN_BYTES: usize = 80;
/// Memory of the index writer, in bytes: little more than the least that tantivy takes. The writer has one
/// thread.
pub const WRITER_BYTES: usize = 16 << 20;
/// Documents that wait for the writer in memory, as a page of events makes them: more are committed in between.
pub const PENDING_DOCUMENTS: usize = 2_000;
/// Events read from the log at a time: as many as it gives.
pub const EVENTS: i64 = 1_000;
/// Documents read from the tables at a time.
pub const ROWS: i64 = 500;
/// Pause between two commits, as a multiple of what the last one took.
pub const COMMIT_PAUSE_FACTOR: u32 = 3;
/// Longest pause between two commits.
pub const COMMIT_PAUSE_MAX: Duration = Duration::from_millis(150);
/// Longest sleep of the follower when no bell rings.
pub const IDLE: Duration = Duration::from_millis(250);
/// Sleep after a round that failed.
pub const FAILED_PAUSE: Duration = Duration::from_secs(1);
/// How many times as much a pasted line weighs where the signs in it narrow the query: words score 2 each,
/// and neither age nor length takes away more than two thirds.
pub const NARROWED_WEIGHT: f32 = 8.0;
/// Age at which recency has lost most of its weight, in milliseconds.
pub const RECENCY_MS: f64 = 90.0 * 24.0 * 3_600_000.0;
/// How slowly a longer text loses weight: the natural logarithm of its words is divided by it.
pub const LENGTH_WEIGHT: f64 = 16.0;
/// Shortest words that are also found as beginnings.
pub const PREFIX_CHARACTERS: usize = 2;
