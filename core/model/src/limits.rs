//! The bounds that several crates keep, with their units.

/// Labels of one server: the desk refuses more, the search knows as many by name.
pub const LABELS_MAX: i64 = 1_000;
/// Labels of one chat.
pub const CHAT_LABELS_MAX: usize = 20;
/// Kinds of references of one server.
pub const REFERENCE_KINDS_MAX: i64 = 100;
/// References of one chat.
pub const CHAT_REFERENCES_MAX: i64 = 50;
/// Longest address with a place to fill in, in bytes.
pub const ADDRESS_TEMPLATE_MAX_BYTES: usize = 2_000;
/// Highest level that a chat is escalated to.
pub const ESCALATION_LEVEL_MAX: i64 = 3;
/// Longest key of an attribute, in characters.
pub const ATTRIBUTE_KEY_MAX_CHARACTERS: usize = 64;
/// Longest text of an attribute that has a kind, and by which contacts are found, in characters.
pub const ATTRIBUTE_VALUE_MAX_CHARACTERS: usize = 200;
/// Conditions of one filter of chats.
pub const FILTER_LEAVES_MAX: usize = 30;
/// Levels of one filter of chats: what is inside of `and`, `or` and `not` is one further down.
pub const FILTER_DEPTH_MAX: usize = 4;
/// Values of one list in a filter.
pub const FILTER_VALUES_MAX: usize = 100;
/// Longest text of a filter, in characters: the longest role of a contact.
pub const FILTER_TEXT_MAX_CHARACTERS: usize = 320;
/// Letters of a language's word, as BCP 47 has it.
pub const LANGUAGE_LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
/// Longest key of a plugin's stored value, in bytes. The contract promises it
/// (`plugins/wit/v1/host.wit`), the host checks it, the desk stores it.
pub const PLUGIN_KEY_MAX_BYTES: usize = 512;
/// Largest value that a plugin may store, in bytes. Promised, checked and stored likewise.
pub const PLUGIN_VALUE_MAX_BYTES: usize = 64 << 10;
/// Longest address that a text links to, in bytes.
pub const LINK_MAX_BYTES: usize = 2_048;
/// Longest tag of a language, in bytes: as long as RFC 5646 (4.4.1) asks for.
pub const LOCALE_MAX_BYTES: usize = 35;
/// What is compared and sorted by of a name, in characters: a cursor carries it.
pub const FOLDED_NAME_MAX_CHARACTERS: usize = 200;
/// Bytes of a key by which a name is ordered.
pub const NAME_KEY_MAX_BYTES: usize = 128;
/// Longest address of a page that is kept, in bytes.
pub const PAGE_ADDRESS_MAX_BYTES: usize = 1_000;
/// Shortest phone number, in digits: a local one without its area.
pub const PHONE_MIN_DIGITS: usize = 7;
/// Longest phone number, in digits, as E.164 has it.
pub const PHONE_MAX_DIGITS: usize = 15;
/// Shortest number that is found without its spaces and punctuation, in digits and letters.
pub const NUMBER_KEY_MIN_DIGITS: usize = 4;
/// Longest number, in bytes of its digits and letters: an IBAN.
pub const NUMBER_MAX_CHARACTERS: usize = 34;
/// Groups of one number: an IBAN in fours.
pub const NUMBER_GROUPS: usize = 9;
/// Characters between two groups of one number, as in `(050) - 111`.
pub const NUMBER_SEPARATORS: usize = 4;
/// Longest text that is searched for, in bytes: the longest message.
pub const SEARCH_TEXT_MAX_BYTES: usize = 64 << 10;
/// How far from a time its schedule's next opening, or an end counted in open hours, is looked for, in days: ten
/// years. Where none is found there is none.
pub const OPEN_WITHIN_DAYS: i64 = 3_653;
/// Minutes of a day, as a clock on the wall shows them.
pub const DAY_MINUTES: i32 = 24 * 60;
/// What a day of the week is typed by: the beginning of its name, in letters.
pub const WEEKDAY_LETTERS: usize = 3;
