//! Every bound of the server that no setting moves, with its unit.

use std::{ops::RangeInclusive, time::Duration};
use switchboard_desk::limits::FORWARD_EXPIRES_BOUNDS_MS;

/// Stack of a thread, in bytes: an operation of the greatest allowed depth needs up to 2 MiB in a release
/// build and 7 MiB in a debug build. Only what was used once takes memory.
pub const THREAD_STACK_BYTES: usize = 16 * 1024 * 1024;
/// Threads for what blocks beside the readers of the database, each of which has one: files, the search
/// index, pictures.
pub const BLOCKING_THREADS: usize = 24;
/// How long such a thread waits for more: what it holds of memory is given back when it ends.
pub const BLOCKING_IDLE: Duration = Duration::from_secs(1);
/// Channels that a command lists.
pub const CHANNELS: i64 = 1_000;
/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60 * 1_000;
/// How long a forwarded chat may wait for a team, in minutes.
pub const FORWARD_MINUTES: RangeInclusive<i64> =
    *FORWARD_EXPIRES_BOUNDS_MS.start() / MINUTE_MS..=*FORWARD_EXPIRES_BOUNDS_MS.end() / MINUTE_MS;
/// Lines of the audit log that a command shows where nothing is said.
pub const AUDIT_LINES: i64 = 100;
/// How many it may show at a time.
pub const AUDIT_LINES_SHOWN: RangeInclusive<i64> = 1..=10_000;
/// Longest file of a filter that is read, in bytes.
pub const FILTER_BYTES: u64 = 64 * 1024;
/// Longest password read from standard input, in bytes.
pub const PASSWORD_BYTES: u64 = 1_024;
/// Longest answer to a question on the terminal that is read, in bytes.
pub const CONFIRMATION_BYTES: u64 = 256;
/// Longest body of a sign-in, in bytes.
pub const SIGN_IN_BODY_BYTES: usize = 8 * 1024;
/// How long a push service may take for one push.
pub const PUSH_WAIT: Duration = Duration::from_secs(20);
/// How long a sign-in by the identity provider may take, in milliseconds.
pub const OIDC_SIGN_IN_MS: i64 = 10 * MINUTE_MS;
/// Longest name of an identity provider, in bytes.
pub const OIDC_ISSUER_BYTES: usize = 300;
/// Longest path that a browser returns to after it, in bytes.
pub const OIDC_RETURN_BYTES: usize = 512;
/// Longest answer of the identity provider, in bytes.
pub const OIDC_ANSWER_BYTES: usize = 256 * 1024;
/// Longest code and longest token of it that is read, in bytes.
pub const OIDC_TOKEN_BYTES: usize = 16 * 1024;
/// How much of what it says wrongly stands in the log, in characters.
pub const OIDC_TOLD_CHARACTERS: usize = 200;
/// Keys of it that are looked at.
pub const OIDC_KEYS: usize = 100;
/// How long the identity provider is waited for.
pub const OIDC_WAIT: Duration = Duration::from_secs(10);
/// How long what it says of itself and its keys are believed, in milliseconds.
pub const OIDC_KEPT_MS: i64 = 60 * MINUTE_MS;
/// How long they are believed when a token is signed with another key, in milliseconds.
pub const OIDC_KEYS_KEPT_MS: i64 = MINUTE_MS;
/// How long it is not asked again after it could not be, in milliseconds.
pub const OIDC_FAILED_MS: i64 = 10 * 1_000;
/// How far its clock may be behind or ahead, in milliseconds.
pub const OIDC_LEEWAY_MS: i64 = MINUTE_MS;
/// What an operation may cost, in parts of which a visitor or stranger has one.
pub const STRANGER_COST_PARTS: u64 = 4;
/// What may be spent in a minute, in parts of which a visitor or stranger has one.
pub const STRANGER_BUDGET_PARTS: u64 = 10;
/// Longest head of a request, in bytes.
pub const HEAD_BYTES: usize = 64 * 1024;
/// Keys of a rate limiter that are remembered.
pub const RATE_KEYS: usize = 10_000;
/// Forged webhooks of one peer in this time, in milliseconds, are counted.
pub const FORGED_WINDOW_MS: i64 = 60_000;
/// Forged webhooks of one peer, per window, before its bodies are not read any more.
pub const FORGED_PER_PEER: u32 = 60;
/// Forged webhooks of one site, per window, before its bodies are not read any more.
pub const FORGED_PER_SITE: u32 = 240;
/// What strangers can repeat without end stands in the log once in this time, in milliseconds.
pub const TOLD_EVERY_MS: i64 = 60_000;
/// Channels that are remembered for the webhooks, unknown keys included.
pub const CHANNEL_KEYS: usize = 1_024;
/// How long such a channel is remembered, in milliseconds.
pub const CHANNEL_KEPT_MS: i64 = 1_000;
/// Requests at a time on one HTTP/2 connection.
pub const STREAMS_PER_CONNECTION: u32 = 128;
/// How long the database may take to answer a question before it counts as failing.
pub const READY_WAIT: Duration = Duration::from_millis(500);
/// How long a write may take before the database counts as failing.
pub const WRITE_WAIT: Duration = Duration::from_secs(5);
/// How long it is believed what was found about the server's dependencies.
pub const LOOK_KEPT: Duration = Duration::from_secs(1);
/// How often the server looks at its dependencies when nobody asks.
pub const LOOK_EVERY: Duration = Duration::from_secs(5);
/// NATS servers that may be named.
pub const NATS_SERVERS: usize = 16;
/// Signals to other nodes, and as many from them, that may wait on NATS; more are lost.
pub const BUS_QUEUE: usize = 1_024;
/// How often the NATS server is asked whether it is there.
pub const BUS_PING: Duration = Duration::from_secs(15);
/// How long a connection to NATS is waited for before it counts as failing.
pub const BUS_WAIT: Duration = Duration::from_millis(500);
/// The pause between two looks at it.
pub const BUS_LOOK: Duration = Duration::from_millis(20);
/// How far in the future an event may be dated before the clock counts as wrong, in milliseconds.
pub const CLOCK_SLACK_MS: i64 = 60_000;
/// Files that the server itself has open: database, index, plugins, calls of platforms.
pub const OWN_OPEN_FILES: u64 = 256;
/// Fewer open files than this are told as a problem.
pub const OPEN_FILES_FEW: u64 = 1_024;
/// A disk with less free space counts as full, in bytes.
pub const DISK_FREE_BYTES: u64 = 32 << 20;
/// Connections at a time, where the system allows as many open files.
pub const CONNECTIONS: usize = 25_000;
/// One peer may have one in so many connections.
pub const PEER_PART: usize = 4;
/// One site may have one in so many connections.
pub const SITE_PART: usize = 2;
/// How long a peer may take to send the head of a request.
pub const HEAD_WAIT: Duration = Duration::from_secs(10);
/// How long a peer may take nothing of what is written to it.
pub const WRITE_STALL: Duration = Duration::from_secs(60);
/// How long a connection may ask nothing before it is asked to end.
pub const CONNECTION_IDLE: Duration = Duration::from_secs(60);
/// Time between two pings of an HTTP/2 connection.
pub const PING_EVERY: Duration = Duration::from_secs(20);
/// How long such a ping may go unanswered.
pub const PING_WAIT: Duration = Duration::from_secs(20);
/// Pause after the system refused a connection (too many open files).
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Letters by which a variable of the environment may differ from a key's to be taken for a slip.
pub const NEAR_VARIABLE_LETTERS: usize = 2;
/// Keys of the configuration this alike are likely the same with a slip, from 0 to 1.
pub const NEAR_KEYS: f64 = 0.7;
/// How often it is looked whether a backup is due.
pub const BACKUP_LOOK: Duration = Duration::from_secs(60);
/// The pause after a backup that failed.
pub const BACKUP_RETRY: Duration = Duration::from_secs(15 * 60);
/// How long a part of an archive is left alone that nobody writes to.
pub const BACKUP_PART_LIFE: Duration = Duration::from_secs(60 * 60);
/// How far two backups may be apart, in seconds: from a quarter of an hour to thirty days.
pub const BACKUP_EVERY_S: RangeInclusive<u64> = 15 * 60..=30 * 24 * 60 * 60;
/// How many backups may be kept.
pub const BACKUPS_KEPT: RangeInclusive<i64> = 1..=1_000;
/// Bytes of a file of known GraphQL documents.
pub const DOCUMENT_FILE_BYTES: u64 = 16 << 20;
/// GraphQL documents that are known by their hash.
pub const DOCUMENTS_MAX: usize = 10_000;
/// Built files of the web.
pub const WEB_FILES: usize = 4_000;
/// All of them together, in bytes.
pub const WEB_BYTES: u64 = 64 << 20;
/// How often the bar of long work moves.
pub const PROGRESS_TICK: Duration = Duration::from_millis(100);
/// Bytes of a file that are hashed at a time.
pub const ARCHIVE_PIECE_BYTES: usize = 64 * 1024;
/// Contents of attachments that a drill asks the database for at a time.
pub const DRILL_CONTENTS: i64 = 1_000;
/// Messages that a drill searches for.
pub const DRILL_SEARCHES: i64 = 20;
/// How much of a message it searches for, in characters.
pub const DRILL_SEARCH_CHARACTERS: usize = 200;
/// The empty blocks at the end of an archive, in bytes.
pub const ARCHIVE_END_BYTES: usize = 1_024;
