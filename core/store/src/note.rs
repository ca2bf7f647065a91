//! The table of notes.

use crate::error::one_changed;
use crate::schema::notes;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::NoteId;
use switchboard_model::note::Note;

queries!(Note in notes by note_id: NoteId { get, by_ids, insert, update });

/// Removes a note.
pub fn delete(connection: &mut DatabaseConnection, id: NoteId) -> Result<()> {
    one_changed(diesel::delete(notes::table.find(id)).execute(connection)?)
}
