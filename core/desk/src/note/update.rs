//! Changes an own note.

use super::create::note_text;
use super::mention::check_mentions;
use crate::change::changed;
use crate::check::check_version;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::NoteId;
use switchboard_model::event::EventKind;
use switchboard_model::note::Note;
use switchboard_store::note;

/// The new text.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub note_id: NoteId,
    /// The text.
    pub body: String,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Note);

/// Changes the note.
///
/// # Errors
/// `NotFound` for a note that is not visible, `Denied` without the permission, `Forbidden` for another's note,
/// `Stale`, `Invalid`.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Note> {
    let body = note_text("body", &input.body)?;
    let (mut note, chat) = command.note_for_edit(input.note_id)?;
    check_version(input.expected_version, note.version)?;
    if note.body == body {
        return Ok(note);
    }
    let named = note.mentions();
    let before = json!({ "body": std::mem::replace(&mut note.body, body) });
    check_mentions(command, "body", (chat.as_ref(), &note), &named)?;
    note.version += 1;
    note.updated_at = command.now();
    note::update(command, &note)?;
    let change = Change { detail: changed(&["body"]), before: Some(before), after: None };
    command.record((EventKind::NoteUpdated, "note.update"), (chat.as_ref(), &note), change)?;
    Ok(note)
}
