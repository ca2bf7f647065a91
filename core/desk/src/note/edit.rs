//! Changes an own note.

use super::create::note_text;
use crate::admin::check_version;
use crate::event::{self, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::NoteId;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::note::Note;
use switchboard_store::{Lane, note};

/// The new text.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The note.
    pub note_id: NoteId,
    /// The text.
    pub body: String,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the note.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right or for another's note, `Stale`, `Invalid`.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Note>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let body = note_text(&input.body)?;
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let (mut note, chat) = access::note_for_edit(transaction, &actor, input.note_id)?;
        check_version(input.expected_version, note.version)?;
        if note.body == body {
            return Ok(note);
        }
        let before = json!({ "body": note.body });
        note.body = body.clone();
        note.version += 1;
        note.updated_at = transaction.now();
        note::update(transaction, &note)?;
        let subject = Subject::note(note.note_id, chat.as_ref(), note.contact_id);
        event::append(transaction, author, EventKind::NoteEdited, subject, changed(&["body"]))?;
        let subject = (SubjectKind::Note, note.note_id.0);
        audit::record(transaction, &audited, "note.edit", subject, Some(before), None)?;
        Ok(note)
    })
    .await
}
