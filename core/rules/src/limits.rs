//! Every bound of the rules, with its unit.

use std::time::Duration;

/// Longest script, in bytes.
pub const SCRIPT_MAX_BYTES: usize = 32 << 10;
/// Rules of one folder.
pub const RULES_MAX: usize = 300;
/// Longest key of a rule, in bytes: it is the name of a file.
pub const KEY_MAX_BYTES: usize = 100;
/// Highest place of a rule in the order.
pub const ORDER_MAX: i64 = 999;
/// Place of a rule that names none.
pub const ORDER_DEFAULT: i64 = 500;
/// Steps of time of one rule.
pub const WAIT_STEPS_MAX: usize = 10;
/// Shortest time that a rule waits, in milliseconds.
pub const WAIT_MIN_MS: i64 = 90_000;
/// Longest time that a rule or timer waits, in milliseconds: 366 days.
pub const WAIT_MAX_MS: i64 = 366 * 86_400_000;
/// Shortest timer and snooze, and shortest time between two equal replies, in milliseconds.
pub const TIMER_MIN_MS: i64 = 60_000;
/// Time after which the same reply may be said again, unless the rule says otherwise, in milliseconds.
pub const REPLY_EVERY_MS: i64 = 3_600_000;
/// Operations of one run.
pub const OPERATIONS_MAX: u64 = 20_000;
/// Operations of one traced run: each part of a condition takes a few more.
pub const TRACED_OPERATIONS_MAX: u64 = 80_000;
/// Operations after which a run looks at the time.
pub const OPERATIONS_PER_LOOK: u64 = 256;
/// Longest run.
pub const RUN_MAX: Duration = Duration::from_millis(20);
/// Longest traced run.
pub const TRACED_RUN_MAX: Duration = Duration::from_millis(80);
/// Text that one run may search, in bytes.
pub const SEARCHED_MAX_BYTES: usize = 4 << 20;
/// Depth of an expression.
pub const EXPRESSION_DEPTH_MAX: usize = 32;
/// Depth of a traced expression, whose parts stand in calls.
pub const TRACED_EXPRESSION_DEPTH_MAX: usize = 128;
/// Longest text that a rule makes, in bytes.
pub const TEXT_MAX_BYTES: usize = 16 << 10;
/// Entries of an array.
pub const ARRAY_MAX: usize = 500;
/// Entries of a map.
pub const MAP_MAX: usize = 100;
/// Variables of a script.
pub const VARIABLES_MAX: usize = 100;
/// Intents of one run.
pub const INTENTS_MAX: usize = 20;
/// Notes of one run.
pub const NOTES_MAX: usize = 2;
/// Longest note, in bytes.
pub const NOTE_MAX_BYTES: usize = 4 << 10;
/// Longest text that somebody is notified of, in characters.
pub const NOTIFICATION_MAX_CHARACTERS: usize = 500;
/// Longest subject and reason of an escalation, in characters.
pub const SUBJECT_MAX_CHARACTERS: usize = 200;
/// Longest name of a timer, in bytes.
pub const TIMER_NAME_MAX_BYTES: usize = 64;
/// Largest compiled pattern, in bytes.
pub const PATTERN_MAX_BYTES: usize = 1 << 20;
/// What a pattern sees of a text, in bytes.
pub const PATTERN_SEES_BYTES: usize = 8 << 10;
/// Entries of a list.
pub const LIST_MAX_ENTRIES: usize = 5_000;
/// Longest entry of a list, in characters.
pub const LIST_ENTRY_MAX_CHARACTERS: usize = 100;
/// Conditions of one trace.
pub const TRACE_STEPS_MAX: usize = 64;
/// Longest text of a trace, in characters.
pub const TRACE_TEXT_MAX_CHARACTERS: usize = 80;
/// Lines that a run may log.
pub const LOG_LINES_MAX: usize = 20;
/// Rules that may follow from each other's doings.
pub const CHAIN_MAX: usize = 5;
/// Longest file of transcripts or of a list, in bytes.
pub const FILE_MAX_BYTES: u64 = 1 << 20;
/// Cases of one file of transcripts.
pub const CASES_MAX: usize = 100;
/// Steps of one case.
pub const CASE_STEPS_MAX: usize = 500;
/// Spans of opening in one calendar.
pub const CALENDAR_SPANS_MAX: usize = 100;
/// Problems of one rule that are told.
pub const PROBLEMS_MAX: usize = 50;
/// What may fall due between two steps of a case.
pub const DUE_MAX: usize = 10_000;
/// Highest rating that a customer gives.
pub const RATING_MAX: i64 = 5;
