//! The table of attachments: what belongs to which message.

mod fetch;
mod quota;

pub use fetch::{ClaimedFetch, attempt_count, claim_fetches, next_fetch_at, postpone_fetch};
pub use quota::{Brought, brought_since, count_loose, is_used};

use crate::error::one_changed;
use crate::schema::attachments;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::{AttachmentId, ChatId, MessageId, Timestamp};

queries!(Attachment in attachments by attachment_id: AttachmentId { get, find, by_ids });

/// The attachments of a message, in their order.
pub fn of_message(connection: &mut DatabaseConnection, id: MessageId) -> Result<Vec<Attachment>> {
    of_messages(connection, &[id])
}

/// The attachments of these messages, by message and place.
pub fn of_messages(
    connection: &mut DatabaseConnection,
    ids: &[MessageId],
) -> Result<Vec<Attachment>> {
    Ok(Attachment::query()
        .filter(attachments::message_id.eq_any(ids))
        .order((attachments::message_id, attachments::place, attachments::attachment_id))
        .load(connection)?)
}

/// Adds an attachment of a message; one with a platform token may be fetched at once.
pub fn insert(connection: &mut DatabaseConnection, row: &Attachment) -> Result<()> {
    insert_until(connection, row, None)
}

/// Adds an upload, which goes at `kept_until` unless it is kept longer or comes to belong to a message.
pub fn insert_upload(
    connection: &mut DatabaseConnection,
    row: &Attachment,
    kept_until: Timestamp,
) -> Result<()> {
    insert_until(connection, row, Some(kept_until))
}

fn insert_until(
    connection: &mut DatabaseConnection,
    row: &Attachment,
    kept_until: Option<Timestamp>,
) -> Result<()> {
    let own = (
        attachments::attempt_count.eq(0),
        attachments::next_attempt_at.eq(row.created_at),
        attachments::kept_until.eq(kept_until),
    );
    diesel::insert_into(attachments::table).values((row.clone(), own)).execute(connection)?;
    Ok(())
}

/// Writes all that can change about an attachment, and lets go of a lease on fetching it.
pub fn update(connection: &mut DatabaseConnection, row: &Attachment) -> Result<()> {
    let changed = (row.clone(), attachments::lease_until.eq(None::<Timestamp>));
    let row = attachments::table.find(row.attachment_id);
    one_changed(diesel::update(row).set(changed).execute(connection)?)
}

/// Ties an uploaded attachment to its message and chat, unless it already has one; true when it was
/// done.
pub fn bind(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    (chat_id, message_id): (ChatId, MessageId),
    place: i32,
) -> Result<bool> {
    let count =
        diesel::update(attachments::table.find(id).filter(attachments::message_id.is_null()))
            .set((
                attachments::chat_id.eq(chat_id),
                attachments::message_id.eq(message_id),
                attachments::place.eq(place),
                attachments::kept_until.eq(None::<Timestamp>),
            ))
            .execute(connection)?;
    Ok(count == 1)
}

/// The next contents of stored attachments behind one, each once.
pub fn contents_after(
    connection: &mut DatabaseConnection,
    after: &str,
    limit: i64,
) -> Result<Vec<String>> {
    let found: Vec<Option<String>> = attachments::table
        .filter(attachments::state.eq(AttachmentState::Stored))
        .filter(attachments::sha256.gt(after))
        .order(attachments::sha256)
        .select(attachments::sha256)
        .distinct()
        .limit(limit)
        .load(connection)?;
    Ok(found.into_iter().flatten().collect())
}

/// Keeps an upload until then; false when it is gone or belongs to a message.
pub fn keep_upload(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    kept_until: Timestamp,
) -> Result<bool> {
    let upload = attachments::table.find(id).filter(attachments::kept_until.is_not_null());
    let count =
        diesel::update(upload).set(attachments::kept_until.eq(kept_until)).execute(connection)?;
    Ok(count == 1)
}

/// Notes which content an attachment is to have, before its bytes are written.
pub fn set_content(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    sha256: &str,
) -> Result<()> {
    let row = diesel::update(attachments::table.find(id));
    one_changed(row.set(attachments::sha256.eq(sha256)).execute(connection)?)
}

/// Uploads that are over at `now` and never came to belong to a message, at most `limit`.
pub fn expired(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Attachment>> {
    Ok(Attachment::query()
        .filter(attachments::kept_until.le(now))
        .order(attachments::kept_until)
        .limit(limit)
        .load(connection)?)
}

/// Removes an upload that is over at `now`; false when it was kept longer or came to belong to a message.
pub fn delete_expired(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    now: Timestamp,
) -> Result<bool> {
    let upload = attachments::table.find(id).filter(attachments::kept_until.le(now));
    Ok(diesel::delete(upload).execute(connection)? == 1)
}
