//! Deletes an own note.

use crate::check::check_version;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::NoteId;
use switchboard_model::event::EventKind;
use switchboard_store::note;

/// Which note.
#[derive(Clone, Debug)]
pub struct DeleteInput {
    pub note_id: NoteId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(delete: delete_in(&DeleteInput) -> NoteId);

/// Deletes the note; returns its id.
///
/// # Errors
/// `NotFound` for a note that is not visible, `Denied` without the permission, `Forbidden` for another's note,
/// `Stale`.
pub fn delete_in(command: &mut Command<'_>, input: &DeleteInput) -> Result<NoteId> {
    let (note, chat) = command.note_for_edit(input.note_id)?;
    check_version(input.expected_version, note.version)?;
    note::delete(command, note.note_id)?;
    let change = Change::deleted(json!({ "body": note.body }));
    command.record((EventKind::NoteDeleted, "note.delete"), (chat.as_ref(), &note), change)?;
    Ok(note.note_id)
}
