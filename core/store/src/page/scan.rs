//! Walks whole tables by id, for those who copy everything: the search index.

use crate::{
    DatabaseConnection, StoreError,
    schema::{contacts, messages, notes},
};
use diesel::prelude::*;
use switchboard_model::{ChatId, ContactId, MessageId, NoteId};

/// The next messages behind an id.
pub fn messages_after(
    connection: &mut DatabaseConnection,
    after: MessageId,
    limit: i64,
) -> Result<Vec<MessageId>, StoreError> {
    let ids: Vec<i64> = messages::table
        .filter(messages::message_id.gt(after.0))
        .order(messages::message_id)
        .select(messages::message_id)
        .limit(limit)
        .load(connection)?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// The next notes behind an id.
pub fn notes_after(
    connection: &mut DatabaseConnection,
    after: NoteId,
    limit: i64,
) -> Result<Vec<NoteId>, StoreError> {
    let ids: Vec<i64> = notes::table
        .filter(notes::note_id.gt(after.0))
        .order(notes::note_id)
        .select(notes::note_id)
        .limit(limit)
        .load(connection)?;
    Ok(ids.into_iter().map(NoteId).collect())
}

/// The next contacts behind an id.
pub fn contacts_after(
    connection: &mut DatabaseConnection,
    after: ContactId,
    limit: i64,
) -> Result<Vec<ContactId>, StoreError> {
    let ids: Vec<i64> = contacts::table
        .filter(contacts::contact_id.gt(after.0))
        .order(contacts::contact_id)
        .select(contacts::contact_id)
        .limit(limit)
        .load(connection)?;
    Ok(ids.into_iter().map(ContactId).collect())
}

/// The next messages of a chat, in its order, behind a place in it.
pub fn messages_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    after: (i64, MessageId),
    limit: i64,
) -> Result<Vec<(i64, MessageId)>, StoreError> {
    let (position, message_id) = (after.0, after.1.0);
    let behind = messages::position
        .gt(position)
        .or(messages::position.eq(position).and(messages::message_id.gt(message_id)));
    let rows: Vec<(i64, i64)> = messages::table
        .filter(messages::chat_id.eq(chat_id.0))
        .filter(behind)
        .order((messages::position, messages::message_id))
        .select((messages::position, messages::message_id))
        .limit(limit)
        .load(connection)?;
    Ok(rows.into_iter().map(|(position, id)| (position, MessageId(id))).collect())
}

/// The next notes of a chat behind an id.
pub fn notes_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    after: NoteId,
    limit: i64,
) -> Result<Vec<NoteId>, StoreError> {
    let ids: Vec<i64> = notes::table
        .filter(notes::chat_id.eq(chat_id.0))
        .filter(notes::note_id.gt(after.0))
        .order(notes::note_id)
        .select(notes::note_id)
        .limit(limit)
        .load(connection)?;
    Ok(ids.into_iter().map(NoteId).collect())
}
