//! What an export tells of a chat, a message and a note.

use super::cell::Line;
use crate::read::Related;
use crate::{DeskError, Result};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_model::chat::Chat;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::{AuthorKind, ChatId, ContactId, LabelId, OperatorId, Timestamp};

/// The columns of a table of chats.
pub(super) const OF_CHATS: [&str; 18] = [
    "chat_id",
    "number",
    "subject",
    "language",
    "status",
    "waiting_on",
    "priority",
    "channel",
    "contact_id",
    "contact",
    "operator",
    "team",
    "labels",
    "close_reason",
    "inbound_count",
    "created_at",
    "last_message_at",
    "closed_at",
];

/// The columns of a table of messages.
pub(super) const OF_MESSAGES: [&str; 9] =
    ["chat_id", "number", "kind", "id", "at", "author_kind", "author", "body", "files"];

/// The lines of chats, in their order: a fixed number of statements for any number of them.
pub(super) fn of_chats(related: &mut Related<'_>, chats: &[Chat]) -> Result<Vec<Line>> {
    let ids = |id: fn(&Chat) -> Option<i64>| {
        let mut ids: Vec<i64> = chats.iter().filter_map(id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let channels = names(related.channels(&typed(ids(|chat| Some(chat.channel_id.0))))?, |row| {
        (row.channel_id.0, row.name)
    });
    let contacts = names(related.contacts(&typed(ids(|chat| Some(chat.contact_id.0))))?, |row| {
        (row.contact_id.0, row.display_name().into_owned())
    });
    let operators =
        names(related.operators(&typed(ids(|chat| chat.operator_id.map(|id| id.0))))?, |row| {
            (row.operator_id.0, row.name)
        });
    let teams = names(related.teams(&typed(ids(|chat| chat.team_id.map(|id| id.0))))?, |row| {
        (row.team_id.0, row.name)
    });
    let reasons = names(
        related.close_reasons(&typed(ids(|chat| chat.close_reason_id.map(|id| id.0))))?,
        |row| (row.close_reason_id.0, row.name),
    );
    let labels = labels(related, chats)?;
    let named = |names: &HashMap<i64, String>, id: Option<i64>| {
        id.and_then(|id| names.get(&id)).map_or(Value::Null, |name| json!(name))
    };
    chats
        .iter()
        .map(|chat| -> Result<Line> {
            let closed_at = chat.closed_at.map(at).transpose()?;
            Ok(OF_CHATS
                .into_iter()
                .zip([
                    json!(chat.chat_id.to_string()),
                    json!(chat.number),
                    json!(chat.subject),
                    json!(chat.language),
                    json!(chat.status.as_str()),
                    json!(chat.waiting_on.as_str()),
                    json!(chat.priority.as_str()),
                    named(&channels, Some(chat.channel_id.0)),
                    json!(chat.contact_id.to_string()),
                    named(&contacts, Some(chat.contact_id.0)),
                    named(&operators, chat.operator_id.map(|id| id.0)),
                    named(&teams, chat.team_id.map(|id| id.0)),
                    json!(labels.get(&chat.chat_id).map_or("", String::as_str)),
                    named(&reasons, chat.close_reason_id.map(|id| id.0)),
                    json!(chat.inbound_count),
                    at(chat.created_at)?,
                    at(chat.last_message_at)?,
                    closed_at.unwrap_or(Value::Null),
                ])
                .collect())
        })
        .collect()
}

/// The lines of messages of a chat, in their order.
pub(super) fn of_messages(
    related: &mut Related<'_>,
    chat: &Chat,
    messages: &[Message],
) -> Result<Vec<Line>> {
    let ids: Vec<_> = messages.iter().map(|message| message.message_id).collect();
    let mut files: HashMap<_, Vec<String>> = HashMap::new();
    for (message_id, file) in related.attachments_of_messages(&ids)? {
        files.entry(message_id).or_default().push(file.name);
    }
    let of = |kind: AuthorKind| {
        let of_kind = messages.iter().filter(move |message| message.author_kind == kind);
        let mut ids: Vec<i64> = of_kind.filter_map(|message| message.author_id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let operators: Vec<OperatorId> = typed(of(AuthorKind::Operator));
    let operators = names(related.operators(&operators)?, |row| (row.operator_id.0, row.name));
    let contacts: Vec<ContactId> = typed(of(AuthorKind::Contact));
    let contacts = names(related.contacts(&contacts)?, |row| {
        (row.contact_id.0, row.display_name().into_owned())
    });
    messages
        .iter()
        .map(|message| -> Result<Line> {
            let names = match message.author_kind {
                AuthorKind::Operator => Some(&operators),
                AuthorKind::Contact => Some(&contacts),
                AuthorKind::Responder | AuthorKind::Rule | AuthorKind::System => None,
            };
            let author = names.zip(message.author_id).and_then(|(names, id)| names.get(&id));
            let files = files.get(&message.message_id).map(|files| files.join("; "));
            Ok(OF_MESSAGES
                .into_iter()
                .zip([
                    json!(chat.chat_id.to_string()),
                    json!(chat.number),
                    json!("MESSAGE"),
                    json!(message.message_id.to_string()),
                    at(message.created_at)?,
                    json!(message.author_kind.as_str()),
                    json!(author),
                    json!(message.body),
                    json!(files),
                ])
                .collect())
        })
        .collect()
}

/// The lines of notes of a chat, in their order.
pub(super) fn of_notes(
    related: &mut Related<'_>,
    chat: &Chat,
    notes: &[Note],
) -> Result<Vec<Line>> {
    let ids: Vec<OperatorId> = notes.iter().filter_map(|note| note.operator_id).collect();
    let operators = names(related.operators(&ids)?, |row| (row.operator_id.0, row.name));
    notes
        .iter()
        .map(|note| -> Result<Line> {
            Ok(OF_MESSAGES
                .into_iter()
                .zip([
                    json!(chat.chat_id.to_string()),
                    json!(chat.number),
                    json!("NOTE"),
                    json!(note.note_id.to_string()),
                    at(note.created_at)?,
                    json!(note.author_kind().as_str()),
                    json!(note.operator_id.and_then(|id| operators.get(&id.0))),
                    json!(note.body),
                    Value::Null,
                ])
                .collect())
        })
        .collect()
}

/// The names of the labels of each chat, in one text.
fn labels(related: &mut Related<'_>, chats: &[Chat]) -> Result<HashMap<ChatId, String>> {
    let ids: Vec<ChatId> = chats.iter().map(|chat| chat.chat_id).collect();
    let pairs = related.labels_of_chats(&ids)?;
    let mut ids: Vec<LabelId> = pairs.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = names(related.labels(&ids)?, |row| (row.label_id.0, row.name));
    let mut labels: HashMap<ChatId, Vec<String>> = HashMap::new();
    for (chat_id, label_id) in pairs {
        labels.entry(chat_id).or_default().extend(known.get(&label_id.0).cloned());
    }
    Ok(labels.into_iter().map(|(id, names)| (id, names.join("; "))).collect())
}

fn names<R>(rows: Vec<R>, name: impl FnMut(R) -> (i64, String)) -> HashMap<i64, String> {
    rows.into_iter().map(name).collect()
}

fn typed<I: From<i64>>(ids: Vec<i64>) -> Vec<I> {
    ids.into_iter().map(I::from).collect()
}

/// A time as RFC 3339.
pub(super) fn at(at: Timestamp) -> Result<Value> {
    let time = jiff::Timestamp::from_millisecond(at.0)
        .map_err(|error| DeskError::Internal(format!("a stored time is none: {error}")))?;
    Ok(json!(time.to_string()))
}
