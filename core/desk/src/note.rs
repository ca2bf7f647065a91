//! What is done with a note. Nothing here leads to an outbound message.

pub mod create;
pub mod delete;
mod mention;
pub mod update;

use switchboard_model::note::Note;

noun!(Note.note_id: NoteId in note, read as notes,
    seen as ChatOrContact(|note| (note.chat_id, note.contact_id)),
    of |note| { contact_id: note.contact_id });
