//! The bounds of what operators write, and of what they have ready to be written.

/// Templates of one operator.
pub const OWN_TEMPLATES_MAX: i64 = 200;
/// Templates of all teams and of everybody.
pub const SHARED_TEMPLATES_MAX: i64 = 2_000;
/// Templates that one list shows: all that one operator may know of.
pub const TEMPLATES_LISTED: i64 = OWN_TEMPLATES_MAX + SHARED_TEMPLATES_MAX;
/// Longest text of a template, and longest text that is made of it, in bytes.
pub const TEMPLATE_TEXT_MAX_BYTES: usize = 64 * 1024;
/// Longest expression in a text of a template, in bytes: the engine calls itself for each operator of one.
pub const TEMPLATE_EXPRESSION_MAX_BYTES: usize = 200;
/// Statements in a text of a template: the engine calls itself for each `elif`.
pub const TEMPLATE_STATEMENTS_MAX: usize = 100;
/// What the filling of a text may cost, in the engine's fuel: about a step, or 64 bytes.
pub const TEMPLATE_FUEL: u64 = 20_000;
/// Languages of one template.
pub const TEMPLATE_LOCALES_MAX: usize = 50;
/// Longest shortcut or token, in characters.
pub const SHORTCUT_MAX_CHARACTERS: usize = 40;
/// Macros of one operator.
pub const OWN_MACROS_MAX: i64 = 200;
/// Macros of all teams and of everybody.
pub const SHARED_MACROS_MAX: i64 = 500;
/// Macros that one list shows: all that one operator may know of.
pub const MACROS_LISTED: i64 = OWN_MACROS_MAX + SHARED_MACROS_MAX;
/// What one macro does, in acts.
pub const MACRO_ACTS_MAX: usize = 20;
/// Replacements of one operator.
pub const OWN_REPLACEMENTS_MAX: i64 = 200;
/// Replacements of all teams and of everybody.
pub const SHARED_REPLACEMENTS_MAX: i64 = 500;
/// Replacements that one list shows: all that one operator may know of.
pub const REPLACEMENTS_LISTED: i64 = OWN_REPLACEMENTS_MAX + SHARED_REPLACEMENTS_MAX;
/// Longest text of a replacement, in characters.
pub const REPLACEMENT_TEXT_MAX_CHARACTERS: usize = 1_000;
/// Drafts of one operator.
pub const OPERATOR_DRAFTS_MAX: i64 = 1_000;
/// A draft is saved at most this often, in milliseconds.
pub const DRAFT_SAVE_MS: i64 = 2_000;
/// Replies of one operator that are not sent yet, or that came back.
pub const OPERATOR_PENDING_REPLIES_MAX: i64 = 200;
/// How long a reply can be taken back where nothing else is said, in milliseconds.
pub const UNDO_MS: i64 = 5_000;
/// Shortest and longest time in which a reply can be taken back, in milliseconds.
pub const UNDO_BOUNDS_MS: std::ops::RangeInclusive<i64> = 1_000..=60 * 1000;
/// Longest time that a reply waits to be sent, in milliseconds: a year.
pub const SEND_LATER_MAX_MS: i64 = 365 * 24 * 60 * 60 * 1000;
