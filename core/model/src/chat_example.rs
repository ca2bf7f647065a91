//! A chat that shows colleagues how something was solved.

use crate::{ChatId, OperatorId, Timestamp};

/// What a chat is an example of (F105).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::chat_examples)
)]
pub struct ChatExample {
    /// The chat.
    pub chat_id: ChatId,
    /// Who wrote it last.
    pub operator_id: OperatorId,
    /// What it is an example of.
    pub title: String,
    /// How it was solved.
    pub solution: String,
    /// When it was written, last.
    pub set_at: Timestamp,
}
