//! The bounds of notifications, and of what is pushed to browsers.

use switchboard_bounds::Backoff;

/// Minutes of a day.
pub const DAY_MINUTES: i64 = 24 * 60;
/// Events of which notifications are made at a time.
pub const NOTIFICATION_EVENTS: i64 = 200;
/// Operators who are told of one chat that waits.
pub const QUEUED_TOLD_MAX: usize = 100;
/// Notifications that one act or event marks as read.
pub const NOTIFICATIONS_READ_AT_ONCE: i64 = 500;
/// Notifications that are kept of one operator.
pub const NOTIFICATIONS_KEPT: i64 = 1_000;
/// How long they are kept, in milliseconds.
pub const NOTIFICATIONS_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// As far as the unread ones are counted.
pub const NOTIFICATIONS_COUNTED: i64 = 1_000;
/// Browsers of one operator that are told with the console closed.
pub const PUSH_SUBSCRIPTIONS_MAX: i64 = 20;
/// Longest address of a push service, in bytes.
pub const PUSH_ENDPOINT_MAX_BYTES: usize = 2_048;
/// What waits for one browser.
pub const PUSH_WAITING_MAX: i64 = 100;
/// What is pushed to an operator who is there waits so long, in milliseconds: what they read meanwhile is not pushed.
pub const PUSH_THERE_MS: i64 = 30 * 1000;
/// Alerts that are claimed at a time.
pub const ALERTS_CLAIMED: i64 = 64;
/// How long a claimed one is left alone by others, in milliseconds. Longer than all of them take at the slowest.
pub const ALERT_LEASE_MS: i64 = 5 * 60 * 1000;
/// How often a push is tried.
pub const PUSH_ATTEMPTS_MAX: i32 = 6;
/// Waits between two tries of a push.
pub const PUSH_BACKOFF: Backoff = Backoff { first_ms: 2_000, max_ms: 15 * 60 * 1000 };
/// Longest wait that a push service may ask for, in milliseconds.
pub const PUSH_RETRY_AFTER_MAX_MS: i64 = 60 * 60 * 1000;
/// How long a push service keeps what it cannot deliver, in seconds.
pub const PUSH_TTL_S: u32 = 24 * 60 * 60;
/// How long a push service may take this server's word for who it is, in milliseconds: RFC 8292 allows a day.
pub const VAPID_MS: i64 = 12 * 60 * 60 * 1000;
/// Longest text of what is pushed, in characters.
pub const PUSH_TEXT_MAX_CHARACTERS: usize = 200;
