//! The bounds of the store, each with its unit.

use std::time::Duration;

/// Commands that may wait for one lane of the writer.
pub const LANE_QUEUE_COMMANDS: usize = 4_096;
/// How long a command may wait for a place in the queue before the store says that it is busy.
pub const LANE_QUEUE_WAIT: Duration = Duration::from_secs(5);
/// Commands in one commit on SQLite.
pub const GROUP_COMMANDS_SQLITE: usize = 256;
/// Commands in one commit on PostgreSQL. Each is a subtransaction, and more than 64 of those in one
/// transaction slow down everybody's snapshots.
pub const GROUP_COMMANDS_POSTGRES: usize = 48;
/// How often a command is run again after its group fell apart without storing anything.
pub const COMMAND_ATTEMPTS: u32 = 5;
/// The pause before the second attempt; it doubles with each one.
pub const ATTEMPT_PAUSE: Duration = Duration::from_millis(10);
/// How long the outcome of a lost commit is asked for before the answer is "in doubt".
pub const DOUBT_WAIT: Duration = Duration::from_secs(10);
/// The pause between two such questions.
pub const DOUBT_PAUSE: Duration = Duration::from_millis(100);

/// Reader connections, at most.
pub const READERS: usize = 64;
/// Lanes of the writer on PostgreSQL, at most.
pub const LANES: usize = 32;
/// How long a read may wait for a connection before the store says that it is busy.
pub const READER_WAIT: Duration = Duration::from_secs(10);
/// How long a reader may idle before it is asked whether its connection still lives.
pub const READER_TRUST: Duration = Duration::from_secs(10);

/// How long SQLite waits for a lock that another process holds, in milliseconds.
pub const SQLITE_BUSY_MS: u32 = 10_000;
/// How often a setting of SQLite is tried that another process stands in the way of.
pub const SQLITE_SETTING_TRIES: u32 = 200;
/// The pause between two of these tries.
pub const SQLITE_SETTING_PAUSE: Duration = Duration::from_millis(25);
/// Page cache of the writer on SQLite, in KiB.
pub const SQLITE_WRITER_CACHE_KIB: u32 = 8_192;
/// Page cache of each reader on SQLite, in KiB.
pub const SQLITE_READER_CACHE_KIB: u32 = 2_048;
/// Pages in SQLite's write-ahead log that start a checkpoint.
pub const SQLITE_CHECKPOINT_PAGES: u32 = 4_000;
/// What SQLite's write-ahead log is cut to after a checkpoint, in bytes.
pub const SQLITE_JOURNAL_BYTES: u64 = 64 << 20;
/// How long one statement may run on PostgreSQL, in milliseconds.
pub const POSTGRES_STATEMENT_MS: u32 = 60_000;
/// How long a statement may wait for a lock on PostgreSQL, in milliseconds.
pub const POSTGRES_LOCK_MS: u32 = 10_000;
/// How long the start waits for another process that migrates the database, in milliseconds.
pub const MIGRATION_LOCK_MS: u32 = 60_000;

/// How often the bell of other nodes is listened for on PostgreSQL.
pub const BELL_POLL: Duration = Duration::from_millis(50);
/// The pause before the bell's lost connection is made again.
pub const BELL_RECONNECT: Duration = Duration::from_secs(1);
/// Notices to other nodes, and as many from them, that may wait; more are lost.
pub const NOTICE_QUEUE: usize = 1_024;
/// Longest notice to other nodes, in bytes: what NOTIFY takes on PostgreSQL.
pub const NOTICE_BYTES: usize = 7_999;

/// Node numbers: as many processes can share one database. 1,023, the last one that an id can hold, is
/// nobody's: history that is moved in gets ids of its own times with it, which no server has made then.
pub const NODES: u16 = 1_023;
/// How long a node number stays with a silent process, in milliseconds.
pub const NODE_LEASE_MS: i64 = 15 * 60 * 1_000;
/// How often a node number's lease is renewed.
pub const NODE_RENEWAL: Duration = Duration::from_secs(60);

/// Addresses that are alike that are compared when a list asks for one.
pub const ADDRESSES_ALIKE: i64 = 1_000;
/// Addresses that are alike that are compared when the duplicates of one contact are looked for.
pub const DUPLICATES_COMPARED: i64 = 100;
/// How many of a customer's messages are passed over to find the first one that an operator has not read.
pub const UNREAD_ROWS: i64 = 1_000;
/// Parents whose lists one statement reads. SQLite takes no more than 500 parts in a statement, and a
/// list that goes on behind a place may need two for a parent.
pub const PARENTS_PER_STATEMENT: usize = 200;
/// Lists that one statement puts together, over all of its parents.
pub const PARTS_PER_STATEMENT: usize = 1_000;
/// Events that one page of the log holds.
pub const LOG_PAGE_EVENTS: i64 = 1_000;
/// Rows that one call of a pruning function removes.
pub const PRUNE_ROWS: i64 = 5_000;
/// How many inbound requests that other processes hold are looked past in one claim.
pub const INBOUND_REQUEST_LEASED_ROWS: i64 = 1_024;

/// Upper ends of the buckets that a wait is measured in, in seconds.
pub const WAIT_BUCKETS_S: [f64; 11] =
    [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0];
/// Upper ends of the buckets that a group's size is measured in, in commands.
pub const GROUP_BUCKETS_COMMANDS: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0];
