//! A note: staff only. No path leads from here to an outbound message.

use crate::{ChatId, ContactId, NoteId, OperatorId, Timestamp};

text_enum! {
    /// What a note was written for.
    NoteKind {
        /// For whoever reads the chat.
        Plain = "PLAIN",
        /// The comment of a forward, or of declining one.
        Forward = "FORWARD",
        /// The comment of an escalation.
        Escalation = "ESCALATION",
    }
}

/// A note on a chat or on a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::notes, primary_key(note_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Note {
    /// The id.
    pub note_id: NoteId,
    /// The chat it stands in, if it stands in one.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: Option<ChatId>,
    /// The contact it is about: the chat's, or the one it was put on.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub contact_id: ContactId,
    /// The author.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: OperatorId,
    /// What it was written for.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub kind: NoteKind,
    /// The text.
    pub body: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was written.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
