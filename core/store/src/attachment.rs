//! The table of attachments: what belongs to which message.

mod fetch;
mod room;

pub use fetch::{ClaimedFetch, attempt_count, claim_fetches, next_fetch_at, postpone_fetch};
pub use room::{announced_bytes, count_loose, is_used, stored_bytes};

use crate::schema::attachments;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::attachment::Attachment;
use switchboard_model::connector::MediaKind;
use switchboard_model::{AttachmentId, ChatId, MessageId, Timestamp};

#[derive(Queryable)]
struct Row {
    attachment_id: i64,
    chat_id: i64,
    message_id: Option<i64>,
    place: i32,
    kind: String,
    name: String,
    mime: String,
    size_bytes: i64,
    sha256: Option<String>,
    state: String,
    error: Option<String>,
    platform_token: Option<String>,
    extra: String,
    author_kind: String,
    author_id: Option<i64>,
    created_at: i64,
}

type Columns = (
    attachments::attachment_id,
    attachments::chat_id,
    attachments::message_id,
    attachments::place,
    attachments::kind,
    attachments::name,
    attachments::mime,
    attachments::size_bytes,
    attachments::sha256,
    attachments::state,
    attachments::error,
    attachments::platform_token,
    attachments::extra,
    attachments::author_kind,
    attachments::author_id,
    attachments::created_at,
);
const COLUMNS: Columns = (
    attachments::attachment_id,
    attachments::chat_id,
    attachments::message_id,
    attachments::place,
    attachments::kind,
    attachments::name,
    attachments::mime,
    attachments::size_bytes,
    attachments::sha256,
    attachments::state,
    attachments::error,
    attachments::platform_token,
    attachments::extra,
    attachments::author_kind,
    attachments::author_id,
    attachments::created_at,
);

fn kind_word(kind: MediaKind) -> Result<String, StoreError> {
    match serde_json::to_value(kind)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(StoreError::Database(format!("{other} is no word for a kind of medium"))),
    }
}

impl TryFrom<Row> for Attachment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            attachment_id: AttachmentId(row.attachment_id),
            chat_id: ChatId(row.chat_id),
            message_id: row.message_id.map(MessageId),
            place: row.place,
            kind: serde_json::from_value(serde_json::Value::String(row.kind))?,
            name: row.name,
            mime: row.mime,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            state: row.state.parse()?,
            error: row.error,
            platform_token: row.platform_token,
            extra: serde_json::from_str(&row.extra)?,
            author_kind: row.author_kind.parse()?,
            author_id: row.author_id,
            created_at: Timestamp(row.created_at),
        })
    }
}

fn all_of(rows: Vec<Row>) -> Result<Vec<Attachment>, StoreError> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The attachment with this id.
pub fn get(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
) -> Result<Attachment, StoreError> {
    let row: Row = attachments::table.find(id.0).select(COLUMNS).get_result(connection)?;
    row.try_into()
}

/// The attachment with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    let row: Option<Row> =
        attachments::table.find(id.0).select(COLUMNS).get_result(connection).optional()?;
    row.map(TryInto::try_into).transpose()
}

/// The attachments with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[AttachmentId],
) -> Result<Vec<Attachment>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    all_of(
        attachments::table
            .filter(attachments::attachment_id.eq_any(ids))
            .select(COLUMNS)
            .load(connection)?,
    )
}

/// The attachments of a message, in their order.
pub fn of_message(
    connection: &mut DatabaseConnection,
    id: MessageId,
) -> Result<Vec<Attachment>, StoreError> {
    of_messages(connection, &[id])
}

/// The attachments of these messages, by message and place.
pub fn of_messages(
    connection: &mut DatabaseConnection,
    ids: &[MessageId],
) -> Result<Vec<Attachment>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    all_of(
        attachments::table
            .filter(attachments::message_id.eq_any(ids))
            .order((attachments::message_id, attachments::place, attachments::attachment_id))
            .select(COLUMNS)
            .load(connection)?,
    )
}

/// Adds an attachment; one with a platform token may be fetched at once.
pub fn insert(connection: &mut DatabaseConnection, row: &Attachment) -> Result<(), StoreError> {
    diesel::insert_into(attachments::table)
        .values((
            attachments::attachment_id.eq(row.attachment_id.0),
            attachments::chat_id.eq(row.chat_id.0),
            attachments::message_id.eq(row.message_id.map(|id| id.0)),
            attachments::place.eq(row.place),
            attachments::kind.eq(kind_word(row.kind)?),
            attachments::name.eq(&row.name),
            attachments::mime.eq(&row.mime),
            attachments::size_bytes.eq(row.size_bytes),
            attachments::sha256.eq(&row.sha256),
            attachments::state.eq(row.state.as_str()),
            attachments::error.eq(&row.error),
            attachments::platform_token.eq(&row.platform_token),
            attachments::extra.eq(row.extra.to_string()),
            attachments::author_kind.eq(row.author_kind.as_str()),
            attachments::author_id.eq(row.author_id),
            attachments::attempt_count.eq(0),
            attachments::next_attempt_at.eq(row.created_at.0),
            attachments::created_at.eq(row.created_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that can change about an attachment, and lets go of a lease on fetching it.
pub fn update(connection: &mut DatabaseConnection, row: &Attachment) -> Result<(), StoreError> {
    let count = diesel::update(attachments::table.find(row.attachment_id.0))
        .set((
            attachments::message_id.eq(row.message_id.map(|id| id.0)),
            attachments::place.eq(row.place),
            attachments::kind.eq(kind_word(row.kind)?),
            attachments::name.eq(&row.name),
            attachments::mime.eq(&row.mime),
            attachments::size_bytes.eq(row.size_bytes),
            attachments::sha256.eq(&row.sha256),
            attachments::state.eq(row.state.as_str()),
            attachments::error.eq(&row.error),
            attachments::platform_token.eq(&row.platform_token),
            attachments::extra.eq(row.extra.to_string()),
            attachments::lease_until.eq(None::<i64>),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Ties an uploaded attachment to its message and chat, unless it already has one; true when it was
/// done.
pub fn bind(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    (chat_id, message_id): (ChatId, MessageId),
    place: i32,
) -> Result<bool, StoreError> {
    let count =
        diesel::update(attachments::table.find(id.0).filter(attachments::message_id.is_null()))
            .set((
                attachments::chat_id.eq(chat_id.0),
                attachments::message_id.eq(message_id.0),
                attachments::place.eq(place),
            ))
            .execute(connection)?;
    Ok(count == 1)
}

/// Removes an attachment.
pub fn delete(connection: &mut DatabaseConnection, id: AttachmentId) -> Result<(), StoreError> {
    diesel::delete(attachments::table.find(id.0)).execute(connection)?;
    Ok(())
}

/// Uploads begun before `before` that never came to belong to a message, at most `limit`.
pub fn abandoned(
    connection: &mut DatabaseConnection,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Attachment>, StoreError> {
    all_of(
        attachments::table
            .filter(attachments::message_id.is_null())
            .filter(attachments::created_at.lt(before.0))
            .order(attachments::attachment_id)
            .select(COLUMNS)
            .limit(limit)
            .load(connection)?,
    )
}
