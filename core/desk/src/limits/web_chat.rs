//! The bounds of the web chat, with their units.

/// How long after they have written it a visitor can edit or delete a message, in milliseconds.
pub const VISITOR_CHANGE_MS: i64 = 60 * 60 * 1000;
