//! Writes a note on a chat or a contact: staff only.

use super::mention::check_mentions;
use crate::limits::NOTE_TEXT_MAX_BYTES;
use crate::{Command, DeskError, Result, draft, text};
use switchboard_model::chat::Chat;
use switchboard_model::draft::DraftKind;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::note::{Note, NoteKind};
use switchboard_model::{Actor, ChatId, ContactId, OperatorId, RuleId};
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

command!(create: create_in(&CreateInput) -> Note, in |input| match input.on {
    NoteOn::Chat(chat_id) => Lane::Chat(chat_id),
    NoteOn::Contact(_) => Lane::Any,
});

/// Writes the note. What the author had begun to write is a draft no more.
///
/// # Errors
/// `NotFound` for a chat or contact that is not visible, `Denied` without the permission, `Invalid` for
/// an empty or too long text, and for a colleague who is named and does not see the chat or contact.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Note> {
    let operator_id = command.operator()?.operator_id;
    let body = note_text("body", &input.body)?;
    let (chat, contact_id) = match input.on {
        NoteOn::Chat(id) => {
            let chat = command.chat_for_note(id)?.into_chat();
            let contact_id = chat.contact_id;
            (Some(chat), contact_id)
        }
        NoteOn::Contact(id) => (None, command.contact_for_note(id)?.contact_id),
    };
    let chat_id = chat.as_ref().map(|chat| chat.chat_id);
    let writer = Writer { operator_id: Some(operator_id), rule_id: None };
    let note = new_note(command, writer, (chat_id, contact_id), NoteKind::Plain, body);
    check_mentions(command, "body", (chat.as_ref(), &note), &[])?;
    note::insert(command, &note)?;
    if let Some(chat) = &chat {
        draft::end(command, chat, operator_id, DraftKind::Note)?;
    }
    let (event, subject) = ((EventKind::NoteCreated, "note.create"), (chat.as_ref(), &note));
    command.record(event, subject, EventDetail::default())?;
    Ok(note)
}

/// Writes a note of a rule.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied`, otherwise as [`write_in_chat`].
pub(crate) fn write_by_rule(command: &mut Command<'_>, id: ChatId, body: &str) -> Result<Note> {
    let chat = command.chat_for_note(id)?.into_chat();
    let note = write_in_chat(command, &chat, NoteKind::Plain, body)?;
    command.audit("note.create", (Some(&chat), &note), None, None)?;
    Ok(note)
}

/// Writes the comment of what is done with a locked chat, as a note in it.
///
/// # Errors
/// `NotAllowed` for an actor that is neither an operator nor a rule, `Invalid` for an empty or too long text, and for a colleague
/// who is named and does not see the chat.
pub(crate) fn write_in_chat(
    command: &mut Command<'_>,
    chat: &Chat,
    kind: NoteKind,
    comment: &str,
) -> Result<Note> {
    let writer = Writer::of(command)?;
    let body = note_text("comment", comment)?;
    let on = (Some(chat.chat_id), chat.contact_id);
    let note = new_note(command, writer, on, kind, body);
    check_mentions(command, "comment", (Some(chat), &note), &[])?;
    note::insert(command, &note)?;
    command.event(EventKind::NoteCreated, (chat, &note), EventDetail::default())?;
    Ok(note)
}

/// Who writes a note: an operator or a rule.
#[derive(Clone, Copy)]
struct Writer {
    operator_id: Option<OperatorId>,
    rule_id: Option<RuleId>,
}

impl Writer {
    fn of(command: &Command<'_>) -> Result<Self> {
        match command.actor() {
            Actor::Operator(operator) => {
                Ok(Self { operator_id: Some(operator.operator_id), rule_id: None })
            }
            Actor::Rule(rule) => Ok(Self { operator_id: None, rule_id: Some(rule.rule_id) }),
            Actor::Visitor { .. } | Actor::System => Err(DeskError::NotAllowed),
        }
    }
}

fn new_note(
    command: &Command<'_>,
    writer: Writer,
    (chat_id, contact_id): (Option<ChatId>, ContactId),
    kind: NoteKind,
    body: String,
) -> Note {
    let now = command.now();
    Note {
        note_id: command.id(),
        chat_id,
        contact_id,
        operator_id: writer.operator_id,
        rule_id: writer.rule_id,
        kind,
        body,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// A note's text: clean, neither empty nor too long.
pub(super) fn note_text(field: &'static str, text: &str) -> Result<String> {
    let text = text::clean(text).trim().to_owned();
    if text.is_empty() {
        return Err(DeskError::invalid(field, "write something"));
    }
    if text.len() > NOTE_TEXT_MAX_BYTES {
        let reason = format!("is longer than {NOTE_TEXT_MAX_BYTES} bytes: split it");
        return Err(DeskError::invalid(field, reason));
    }
    Ok(text)
}
