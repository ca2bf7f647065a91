//! A message that the customer can see, from either side.

use crate::connector::TextFormat;
use crate::{AuthorKind, ChatId, IdentityId, MessageId, TemplateId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

/// A message of a chat.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::messages, primary_key(message_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Message {
    /// The id, time-ordered.
    pub message_id: MessageId,
    /// The chat.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: ChatId,
    /// Its place in the chat: the id, or lower where the platform's order says so. Sort by
    /// `(position, message_id)`.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub position: i64,
    /// Who wrote it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub author_kind: AuthorKind,
    /// The author's id: a contact's or an operator's, by the kind; none for the system.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub author_id: Option<i64>,
    /// By which of the contact's addresses it came or left, where that is not the chat's own: what a visitor
    /// of that one does not see.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub identity_id: Option<IdentityId>,
    /// The key of the call by which its author wrote it: told to the author alone.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub client_mutation_id: Option<String>,
    /// The template that it was made of.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub template_id: Option<TemplateId>,
    /// The text; empty for pure media and for tombstones.
    pub body: String,
    /// Its markup.
    pub format: TextFormat,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// The part that was quoted, or the quoted text of a message that is not here.
    pub quoted_text: Option<String>,
    /// What else the platform told, as a JSON object (`links`, `forwarded_from`, `group_id`).
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub extra: serde_json::Value,
    /// The platform's sequence, comparable as text (numbers padded).
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub platform_order: Option<String>,
    /// When it was written by the platform's clock.
    pub platform_at: Option<Timestamp>,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// When it was deleted: a tombstone stays.
    pub deleted_at: Option<Timestamp>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was stored.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

/// An earlier text of an edited message (F27).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::message_versions),
    diesel(treat_none_as_default_value = false)
)]
pub struct MessageVersion {
    /// The message.
    pub message_id: MessageId,
    /// The version that this was.
    pub version: i64,
    /// The text then.
    pub body: String,
    /// When it was replaced.
    pub replaced_at: Timestamp,
}

/// A reaction to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::reactions),
    diesel(treat_none_as_default_value = false)
)]
pub struct Reaction {
    /// The message.
    pub message_id: MessageId,
    /// Whose it is.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: i64,
    /// The emoji.
    pub emoji: String,
    /// When.
    pub created_at: Timestamp,
}
