//! Every bound of the search, with its unit.

use std::time::Duration;

/// Longest query, in characters.
pub const QUERY_CHARACTERS: usize = 400;
/// Words and phrases of one query.
pub const QUERY_CLAUSES: usize = 24;
/// Hits on one page.
pub const PAGE_HITS: usize = 100;
/// Deepest hit that can be paged to.
pub const DEEPEST_HIT: usize = 1_000;
/// Longest token that is indexed, in bytes; longer ones are left out.
pub const TOKEN_BYTES: usize = 80;
/// Memory of the index writer, in bytes. The writer has one thread.
pub const WRITER_BYTES: usize = 32 << 20;
/// Events read from the log at a time.
pub const EVENTS: i64 = 2_000;
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
/// Age at which recency has lost most of its weight, in milliseconds.
pub const RECENCY_MS: f64 = 90.0 * 24.0 * 3_600_000.0;
/// Shortest words that are also found as beginnings.
pub const PREFIX_CHARACTERS: usize = 2;
