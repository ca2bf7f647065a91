//! An attachment: a file, or something that has no bytes (a location, a contact card).

use crate::connector::MediaKind;
use crate::{AttachmentId, AuthorKind, ChatId, MessageId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// Where an attachment's bytes are.
    AttachmentState {
        /// Being uploaded, or waiting to be fetched from the platform.
        Pending = "PENDING",
        /// Stored and checked.
        Stored = "STORED",
        /// Could not be had; the reason stands beside it.
        Failed = "FAILED",
        /// Nothing to store: a location, a card, a kind that cannot be shown.
        Described = "DESCRIBED",
    }
}

/// The ids in a column that has them as a JSON list, in order.
pub fn listed_ids(column: &serde_json::Value) -> Vec<AttachmentId> {
    let ids = column.as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_i64().map(AttachmentId)).collect()
}

/// A file or a described thing in a chat.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::attachments, primary_key(attachment_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Attachment {
    /// The id.
    pub attachment_id: AttachmentId,
    /// The chat whose members may see it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: ChatId,
    /// The message it belongs to; none while it is only uploaded.
    pub message_id: Option<MessageId>,
    /// Its place in the message, from 0.
    pub place: i32,
    /// What it is.
    pub kind: MediaKind,
    /// A safe file name.
    pub name: String,
    /// The media type: the sniffed one once it is stored.
    pub mime: String,
    /// Its size in bytes, once known.
    pub size_bytes: i64,
    /// SHA-256 in hex, once it is stored: the name of the file in the blob store.
    pub sha256: Option<String>,
    /// Is there a small copy of it, which its content names.
    pub has_thumbnail: bool,
    /// Where the bytes are.
    pub state: AttachmentState,
    /// Why they are not there.
    pub error: Option<String>,
    /// The platform's token to fetch it by.
    pub platform_token: Option<String>,
    /// Width, height, duration, coordinates, as a JSON object.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub extra: serde_json::Value,
    /// Who brought it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub author_id: Option<i64>,
    /// When it was begun.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

impl Attachment {
    /// How wide it is, in pixels, where that is known.
    pub fn width(&self) -> Option<i64> {
        self.measure("width")
    }

    /// How high it is, in pixels, where that is known.
    pub fn height(&self) -> Option<i64> {
        self.measure("height")
    }

    /// How long it plays, in milliseconds, where that is known.
    pub fn duration_ms(&self) -> Option<i64> {
        self.measure("duration_s").map(|seconds| seconds * 1_000)
    }

    /// Notes how wide and high a picture is, where nobody has told.
    pub fn note_size(&mut self, (width, height): (u32, u32)) {
        let Some(extra) = self.extra.as_object_mut() else { return };
        if !extra.contains_key("width") && !extra.contains_key("height") {
            extra.insert("width".to_owned(), width.into());
            extra.insert("height".to_owned(), height.into());
        }
    }

    /// A whole number that somebody told: above 0, and of a size that such things have.
    fn measure(&self, key: &str) -> Option<i64> {
        let told = self.extra.get(key)?.as_u64()?;
        u32::try_from(told).ok().map(i64::from).filter(|number| *number > 0)
    }
}
