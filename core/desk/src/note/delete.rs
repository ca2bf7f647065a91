//! Deletes an own note.

use crate::admin::check_version;
use crate::event::{self, Subject};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::NoteId;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_store::{Lane, note};

/// Which note.
#[derive(Clone, Debug)]
pub struct DeleteInput {
    /// The note.
    pub note_id: NoteId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Deletes the note; answers its id.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right or for another's note, `Stale`.
pub async fn delete(
    desk: &Desk,
    context: &Context,
    input: DeleteInput,
) -> Result<Done<NoteId>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let (note, chat) = access::note_for_edit(transaction, &actor, input.note_id)?;
        check_version(input.expected_version, note.version)?;
        note::delete(transaction, note.note_id)?;
        let subject = Subject::note(note.note_id, chat.as_ref(), note.contact_id);
        let detail = EventDetail::default();
        event::append(transaction, author, EventKind::NoteDeleted, subject, detail)?;
        let subject = (SubjectKind::Note, note.note_id.0);
        let before = json!({ "body": note.body });
        audit::record(transaction, &audited, "note.delete", subject, Some(before), None)?;
        Ok(note.note_id)
    })
    .await
}
