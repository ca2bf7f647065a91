//! The bounds that several crates keep, with their units.

/// Labels of one server: the desk refuses more, the search knows as many by name.
pub const LABELS_MAX: i64 = 1_000;
/// Labels of one chat.
pub const CHAT_LABELS_MAX: usize = 20;
/// Longest key of a plugin's stored value, in bytes. The contract promises it
/// (`plugins/wit/v1/host.wit`), the host checks it, the desk stores it.
pub const PLUGIN_KEY_MAX_BYTES: usize = 512;
/// Largest value that a plugin may store, in bytes. Promised, checked and stored likewise.
pub const PLUGIN_VALUE_MAX_BYTES: usize = 64 << 10;
/// Digits of a phone number with its country, by E.164; shorter ones are numbers of one company.
pub const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// What is compared and sorted by of a name, in characters: a cursor carries it.
pub const FOLDED_NAME_MAX_CHARACTERS: usize = 200;
