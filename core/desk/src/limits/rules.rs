//! The bounds of rules, with their units. Those of scripts are the language's.

/// Rules that there can be.
pub const RULES_MAX: i64 = 300;
/// Lists of words that there can be.
pub const RULE_LISTS_MAX: i64 = 300;
/// Longest key of a rule or list, in bytes.
pub const RULE_KEY_MAX_BYTES: usize = 100;
/// Longest script, and longest text of its cases, in bytes.
pub const RULE_TEXT_MAX_BYTES: usize = 32 << 10;
/// Longest comment on a version, in characters.
pub const RULE_COMMENT_MAX_CHARACTERS: usize = 500;
/// Channels, roles, templates, views and kinds of references that rules can name, of each.
pub const RULE_NAMES_MAX: i64 = 2_000;
/// Mistakes that are told to whoever switches a rule on.
pub const RULE_PROBLEMS_TOLD: usize = 3;
/// Versions of a rule that are read at once.
pub const RULE_VERSIONS_PAGE_MAX: i64 = 100;
/// Runs that are read at once.
pub const RULE_RUNS_PAGE_MAX: i64 = 200;
/// How long it is known what rules came to, in milliseconds: 90 days.
pub const RULE_RUNS_KEPT_MS: i64 = 90 * 86_400_000;
/// Runs that are removed in one write.
pub const RULE_RUNS_PRUNED: i64 = 500;
/// Events that the rules look at in one round.
pub const RULE_EVENTS: i64 = 500;
/// Chats of a contact that an event of the contact starts rules for.
pub const RULE_CHATS_OF_CONTACT: i64 = 20;
/// Rules that follow from each other's doings: what the last one does starts none.
pub const RULE_DEPTH_MAX: i64 = 5;
/// How often a rule fires in one chat within [`RULE_BUSY_MS`].
pub const RULE_FIRES_IN_CHAT_MAX: i64 = 10;
/// The time over which firings in a chat are counted, in milliseconds.
pub const RULE_BUSY_MS: i64 = 10 * 60_000;
/// How long a rule rests in a chat where it fired too often, in milliseconds.
pub const RULE_MUTED_MS: i64 = 60 * 60_000;
/// Chats in which a rule is muted, within [`RULE_MUTED_MS`], until it is switched off.
pub const RULE_MUTED_CHATS_MAX: usize = 3;
/// Chats in which a rule fails, within [`RULE_FAILED_MS`], until it is switched off.
pub const RULE_FAILED_CHATS_MAX: usize = 3;
/// The time over which failures are counted, in milliseconds.
pub const RULE_FAILED_MS: i64 = 60 * 60_000;
/// Runs that are looked at to count those chats.
pub const RULE_RUNS_COUNTED: i64 = 100;
/// Replies of rules in a chat without a word of the customer.
pub const RULE_REPLIES_MAX: i64 = 3;
/// Timers that rules have in one chat.
pub const RULE_TIMERS_OF_CHAT_MAX: i64 = 20;
/// Chats behind a place that are read at once.
pub const RULE_WAITS_READ: i64 = 200;
/// Timers that are read at once.
pub const RULE_TIMERS_READ: i64 = 200;
/// Colleagues whom a notification of a rule names.
pub const RULE_NOTIFIED_MAX: usize = 20;
/// Times that a rule is asked again, because its chat changed while it ran.
pub const RULE_ATTEMPTS: usize = 5;
