//! The table of notes.

use diesel::prelude::*;
use switchboard_model::note::Note;

queries!(Note in notes by note_id: NoteId { get, by_ids, insert, update, delete });
