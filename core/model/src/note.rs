//! A note: staff only. No path leads from here to an outbound message.

use crate::{ChatId, ContactId, NoteId, OperatorId, Timestamp};

/// A note on a chat or on a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The id.
    pub note_id: NoteId,
    /// The chat it stands in, if it stands in one.
    pub chat_id: Option<ChatId>,
    /// The contact it is about: the chat's, or the one it was put on.
    pub contact_id: ContactId,
    /// The author.
    pub operator_id: OperatorId,
    /// The text.
    pub body: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
