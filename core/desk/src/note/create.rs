//! Writes a note on a chat or a contact: staff only.

use crate::event::{self, Subject};
use crate::limits::NOTE_TEXT_MAX_BYTES;
use crate::{Context, Desk, DeskError, Done, access, admin, audit, text};
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::note::Note;
use switchboard_model::{ChatId, ContactId};
use switchboard_store::{Lane, note};

/// What the note stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteOn {
    /// A chat, and thereby its contact.
    Chat(ChatId),
    /// A contact.
    Contact(ContactId),
}

/// A new note.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// What it stands on.
    pub on: NoteOn,
    /// The text.
    pub body: String,
}

/// Writes the note.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Invalid` for an empty or too long text.
pub async fn create(
    desk: &Desk,
    context: &Context,
    input: CreateInput,
) -> Result<Done<Note>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let operator_id = admin::operator_actor(&actor)?.operator_id;
    let body = note_text(&input.body)?;
    let audited = context.clone();
    let lane = match input.on {
        NoteOn::Chat(chat_id) => Lane::Chat(chat_id),
        NoteOn::Contact(_) => Lane::Any,
    };
    desk.command(context, lane, move |transaction| {
        let (chat, contact_id) = match input.on {
            NoteOn::Chat(id) => {
                let chat = access::chat_for_note(transaction, &actor, id)?.into_chat();
                let contact_id = chat.contact_id;
                (Some(chat), contact_id)
            }
            NoteOn::Contact(id) => {
                (None, access::contact_for_note(transaction, &actor, id)?.contact_id)
            }
        };
        let now = transaction.now();
        let note = Note {
            note_id: transaction.id(),
            chat_id: chat.as_ref().map(|chat| chat.chat_id),
            contact_id,
            operator_id,
            body: body.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        note::insert(transaction, &note)?;
        let subject = Subject::note(note.note_id, chat.as_ref(), contact_id);
        let detail = EventDetail::default();
        event::append(transaction, author, EventKind::NoteCreated, subject, detail)?;
        let subject = (SubjectKind::Note, note.note_id.0);
        audit::record(transaction, &audited, "note.create", subject, None, None)?;
        Ok(note)
    })
    .await
}

/// A note's text: clean, neither empty nor too long.
pub(super) fn note_text(body: &str) -> Result<String, DeskError> {
    let body = text::clean(body).trim().to_owned();
    if body.is_empty() {
        return Err(DeskError::invalid("body", "write something"));
    }
    if body.len() > NOTE_TEXT_MAX_BYTES {
        return Err(DeskError::invalid(
            "body",
            format!("is longer than {NOTE_TEXT_MAX_BYTES} bytes: split it"),
        ));
    }
    Ok(body)
}
