//! What a customer said of a chat when it was over.

use crate::{ChatId, Timestamp};

/// A rating: one of each round of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::chat_ratings),
    diesel(treat_none_as_default_value = false)
)]
pub struct ChatRating {
    /// The chat.
    pub chat_id: ChatId,
    /// Which round of it.
    pub round: i64,
    /// How good it was: 1 to 5, the best.
    pub score: i64,
    /// In the customer's words.
    pub comment: Option<String>,
    /// When it was said, last.
    pub rated_at: Timestamp,
}
