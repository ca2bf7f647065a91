//! A draft: what an operator is writing in a chat. It is theirs alone, and stands in no index, no audit line
//! and nobody else's feed.

use crate::connector::TextFormat;
use crate::{ChatId, DraftId, MessageId, OperatorId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// What a draft becomes.
    DraftKind {
        /// A message to the customer.
        Reply = "REPLY",
        /// A note.
        Note = "NOTE",
    }
}

/// What an operator is writing (F32): at most one of a kind in a chat.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::drafts, primary_key(draft_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Draft {
    /// The id.
    pub draft_id: DraftId,
    /// The chat.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: ChatId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: OperatorId,
    /// What it becomes.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub kind: DraftKind,
    /// The text so far.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// The ids of files that were uploaded for it, in order, as a JSON list.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub attachment_ids: serde_json::Value,
    /// Where it was written last.
    pub device: String,
    /// The newest text that another device wrote on an older version; kept for a day.
    pub discarded_body: Option<String>,
    /// Which device that was.
    pub discarded_device: Option<String>,
    /// When that was.
    pub discarded_at: Option<Timestamp>,
    /// Counts every saved text, from 1.
    pub version: i64,
    /// When it was saved last.
    pub updated_at: Timestamp,
}
