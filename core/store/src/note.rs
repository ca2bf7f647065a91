//! The table of notes.

use crate::schema::notes;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::note::Note;
use switchboard_model::{ChatId, ContactId, NoteId, OperatorId, Timestamp};

pub(crate) type Row = (i64, Option<i64>, i64, i64, String, i64, i64, i64);

pub(crate) fn note(
    (note_id, chat_id, contact_id, operator_id, body, version, created_at, updated_at): Row,
) -> Note {
    Note {
        note_id: NoteId(note_id),
        chat_id: chat_id.map(ChatId),
        contact_id: ContactId(contact_id),
        operator_id: OperatorId(operator_id),
        body,
        version,
        created_at: Timestamp(created_at),
        updated_at: Timestamp(updated_at),
    }
}

/// The note with this id.
pub fn get(connection: &mut DatabaseConnection, id: NoteId) -> Result<Note, StoreError> {
    let row: Row = notes::table.find(id.0).select(notes::all_columns).get_result(connection)?;
    Ok(note(row))
}

/// The notes with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[NoteId],
) -> Result<Vec<Note>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = notes::table
        .filter(notes::note_id.eq_any(ids))
        .select(notes::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(note).collect())
}

/// Adds a note.
pub fn insert(connection: &mut DatabaseConnection, note: &Note) -> Result<(), StoreError> {
    diesel::insert_into(notes::table)
        .values((
            notes::note_id.eq(note.note_id.0),
            notes::chat_id.eq(note.chat_id.map(|id| id.0)),
            notes::contact_id.eq(note.contact_id.0),
            notes::operator_id.eq(note.operator_id.0),
            notes::body.eq(&note.body),
            notes::version.eq(note.version),
            notes::created_at.eq(note.created_at.0),
            notes::updated_at.eq(note.updated_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes the text.
pub fn update(connection: &mut DatabaseConnection, note: &Note) -> Result<(), StoreError> {
    let count = diesel::update(notes::table.find(note.note_id.0))
        .set((
            notes::body.eq(&note.body),
            notes::version.eq(note.version),
            notes::updated_at.eq(note.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Removes a note.
pub fn delete(connection: &mut DatabaseConnection, id: NoteId) -> Result<(), StoreError> {
    let count = diesel::delete(notes::table.find(id.0)).execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
