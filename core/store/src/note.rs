//! The table of notes.

use crate::error::one_changed;
use crate::schema::notes;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::NoteId;
use switchboard_model::note::Note;

/// The note with this id.
pub fn get(connection: &mut DatabaseConnection, id: NoteId) -> Result<Note, StoreError> {
    Ok(Note::query().find(id).get_result(connection)?)
}

/// The notes with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[NoteId],
) -> Result<Vec<Note>, StoreError> {
    Ok(Note::query().filter(notes::note_id.eq_any(ids)).load(connection)?)
}

/// Adds a note.
pub fn insert(connection: &mut DatabaseConnection, note: &Note) -> Result<(), StoreError> {
    diesel::insert_into(notes::table).values(note).execute(connection)?;
    Ok(())
}

/// Writes the text.
pub fn update(connection: &mut DatabaseConnection, note: &Note) -> Result<(), StoreError> {
    let row = notes::table.find(note.note_id);
    one_changed(diesel::update(row).set(note).execute(connection)?)
}

/// Removes a note.
pub fn delete(connection: &mut DatabaseConnection, id: NoteId) -> Result<(), StoreError> {
    one_changed(diesel::delete(notes::table.find(id)).execute(connection)?)
}
