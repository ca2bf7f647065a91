//! Every bound of the workers, with its unit.

use std::time::Duration;
use switchboard_bounds::Backoff;

/// Longest sleep of a worker when no bell rings: a lost bell costs this much and nothing else.
pub const IDLE: Duration = Duration::from_millis(500);
/// Sleep after a round that failed as a whole (the database is down).
pub const FAILED_ROUND_PAUSE: Duration = Duration::from_secs(1);
/// Events read from the log at a time.
pub const TAIL_PAGE: i64 = 500;
/// Batches that a slow subscriber may lag before it has to read the log by itself.
pub const TAIL_BATCHES: usize = 256;
/// Longest sleep of the tail; on one node the bell wakes it at once.
pub const TAIL_IDLE: Duration = Duration::from_millis(100);
/// Inbound requests claimed at a time.
pub const INBOUND_REQUEST_CLAIM: i64 = 128;
/// Inbound requests that are parsed at once.
pub const INBOUND_REQUEST_PARALLEL: usize = 32;
/// How long a claimed inbound request is left alone by others, in milliseconds.
pub const INBOUND_REQUEST_LEASE_MS: i64 = 30_000;
/// Pause of a request that waits for the sends of its chat, in milliseconds.
pub const ECHO_PAUSE_MS: i64 = 500;
/// How long a call may take that a platform expects in return for what it told.
pub const FOLLOW_UP: Duration = Duration::from_secs(5);
/// Deliveries claimed at a time.
pub const OUTBOX_CLAIM: i64 = 64;
/// Deliveries that are on their way at once.
pub const OUTBOX_PARALLEL: usize = 64;
/// How long a claimed delivery is left alone by others, in milliseconds. Longer than a send may
/// take, so that a lease never runs out under a living sender.
pub const OUTBOX_LEASE_MS: i64 = 75_000;
/// How long one send may take, in milliseconds.
pub const SEND_MS: i64 = 60_000;
/// Waits between two tries of a send; half of each is by chance.
pub const SEND_BACKOFF: Backoff = Backoff { first_ms: 1_000, max_ms: 15 * 60_000 };
/// Longest wait that a platform may ask for, in milliseconds.
pub const SEND_RETRY_AFTER_MAX_MS: i64 = 60 * 60_000;
/// Files fetched from platforms at once.
pub const MEDIA_PARALLEL: usize = 4;
/// How long a claimed fetch is left alone by others, in milliseconds.
pub const MEDIA_LEASE_MS: i64 = 180_000;
/// How long one fetch may take.
pub const MEDIA_FETCH: Duration = Duration::from_secs(150);
/// Contacts that are put where they stand among the names at a time.
pub const NAMES_PLACED: i64 = 500;
/// Longest sleep of the worker of the names.
pub const NAMES_IDLE: Duration = Duration::from_secs(5);
/// Typing marks that are on their way to platforms at once; more are dropped.
pub const TYPING_PARALLEL: usize = 16;
/// How long a platform may take for a typing mark.
pub const TYPING_WAIT: Duration = Duration::from_secs(5);
/// How long a poll of a platform may wait for news, in milliseconds.
pub const POLL_WAIT_MS: u32 = 25_000;
/// How often a platform that has nothing is asked at most.
pub const POLL_EMPTY_EVERY: Duration = Duration::from_millis(200);
/// How long a channel's poller is left alone by other nodes, in milliseconds.
pub const POLL_LEASE_MS: i64 = 60_000;
/// Longest wait between two polls that a platform may ask for, in milliseconds.
pub const POLL_RETRY_AFTER_MAX_MS: i64 = 60 * 60_000;
/// Channels whose platform asked to be left alone: all that are polled.
pub const POLL_RESTS: usize = 1_000;
/// Channels that are looked at for polling.
pub const CHANNELS: i64 = 1_000;
/// How often the list of polled channels is read again.
pub const POLL_CHANNELS: Duration = Duration::from_secs(5);
/// Waits after polls that failed; the longest is shorter than the lease.
pub const POLL_FAILED_BACKOFF: Backoff = Backoff { first_ms: 5_000, max_ms: 30_000 };
/// Polls that fail one after the other until the channel is marked: after half a minute.
pub const POLLS_FAILED_MAX: u32 = 4;
/// Longest sleep of the notifier; on one node the bell wakes it at once.
pub const NOTIFIER_IDLE: Duration = Duration::from_millis(500);
/// Longest sleep of the ruler; on one node the bell wakes it at once.
pub const RULER_IDLE: Duration = Duration::from_millis(500);
/// Events over which the ruler's place is held in memory while no rule runs.
pub const RULER_HELD_EVENTS: usize = 2_000;
/// How long the ruler's place is held in memory while no rule runs, in milliseconds.
pub const RULER_HELD_MS: i64 = 5_000;
/// Longest sleep of the pusher: so late a push may be.
pub const PUSHER_IDLE: Duration = Duration::from_secs(1);
/// Pushes that are on their way at once.
pub const PUSH_PARALLEL: usize = 16;
/// How long a push service may take for one: shorter than it is left alone by others.
pub const PUSH_WAIT: Duration = Duration::from_secs(30);
/// Timers fired in one round.
pub const TIMERS_FIRED: usize = 200;
/// Longest sleep until the next timer.
pub const TIMERS_SLEEP: Duration = Duration::from_secs(5);
/// How often the clock watch looks for what waits for a far future.
pub const CLOCK_WATCH_EVERY: Duration = Duration::from_secs(60);
/// How often it is noted which operators are connected: three times in the minute after which one who is
/// not is offline.
pub const PRESENCE_EVERY: Duration = Duration::from_secs(20);
/// Chats archived in one write, so that no command waits long behind it.
pub const ARCHIVE_CHATS: i64 = 200;
/// How often chats are looked for that are closed for long enough: one that is due waits no longer.
pub const ARCHIVE_EVERY: Duration = Duration::from_secs(3_600);
/// How often chats are looked for that were deleted.
pub const DELETION_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked whether a label is merged into another one.
pub const LABEL_MERGES_EVERY: Duration = Duration::from_secs(2);
/// How often it is looked which visits of the web chat are to be written.
pub const VISITS_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked whether the retention rules were run this night.
pub const NIGHTLY_EVERY: Duration = Duration::from_secs(600);
/// How often it is looked whose turn it is while a broadcast runs: as often as the highest rate has turns.
pub const BROADCAST_LOOK: Duration = Duration::from_millis(100);
/// How often it is looked whether a broadcast runs.
pub const BROADCASTS_EVERY: Duration = Duration::from_secs(2);
/// How often it is looked who is to be erased.
pub const ERASE_EVERY: Duration = Duration::from_secs(5);
/// How often old rows are removed.
pub const PRUNE_EVERY: Duration = Duration::from_secs(600);
/// How often uploads that are over are removed.
pub const EXPIRE_EVERY: Duration = Duration::from_secs(300);
/// How long after the start unused files are looked for the first time.
pub const SWEEP_FIRST: Duration = Duration::from_secs(3_600);
/// How often unused files are looked for.
pub const SWEEP_EVERY: Duration = Duration::from_secs(24 * 3_600);
/// Rows removed in one write, so that no command waits long behind it.
pub const PRUNE_ROWS: i64 = 1_000;
/// How long events are kept, in milliseconds: the longest absence a client can resume from.
pub const EVENTS_KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// How long ingested inbound requests are kept, in milliseconds.
pub const INBOUND_REQUEST_KEPT_MS: i64 = 7 * 24 * 3_600_000;
/// How long the keys of repeated deliveries are kept, in milliseconds. Platforms repeat for a
/// week at most.
pub const INBOUND_KEYS_KEPT_MS: i64 = 14 * 24 * 3_600_000;
/// How long stored mutation keys are kept, in milliseconds.
pub const MUTATION_KEYS_KEPT_MS: i64 = 24 * 3_600_000;
/// How long visits of the web chat are kept with their pages, in milliseconds.
pub const VISITS_KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// How long a draft's text is kept that lost against another device's, in milliseconds.
pub const DISCARDED_DRAFTS_KEPT_MS: i64 = 24 * 3_600_000;
/// Rounds after which `settle` gives up: something works in circles.
pub const SETTLE_ROUNDS: usize = 10_000;
