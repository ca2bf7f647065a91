//! Changes a chat's title or priority.

use super::save;
use crate::check::{check_version, clean_name};
use crate::{Change, Command, Result};
use serde_json::{Value, json};
use switchboard_model::ChatId;
use switchboard_model::chat::{Chat, ChatPriority};
use switchboard_model::event::EventKind;
use switchboard_store::Lane;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub chat_id: ChatId,
    /// The title; `Some(None)` clears it.
    pub subject: Option<Option<String>>,
    /// How urgent it is.
    pub priority: Option<ChatPriority>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Changes the chat.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Invalid` for a
/// title that is too long.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Chat> {
    let subject = match &input.subject {
        Some(Some(subject)) => Some(Some(clean_name("subject", subject)?)),
        Some(None) => Some(None),
        None => None,
    };
    let mut chat = match input.priority {
        Some(_) => command.chat_for_close(input.chat_id)?.into_chat(),
        None => command.chat_for_reply(input.chat_id)?.into_chat(),
    };
    check_version(input.expected_version, chat.version)?;
    let before = columns(&chat);
    chat.subject = subject.unwrap_or(chat.subject);
    chat.priority = input.priority.unwrap_or(chat.priority);
    let change = Change::between(before, columns(&chat));
    if change.is_nothing() {
        return Ok(chat);
    }
    save(command, &mut chat)?;
    command.record((EventKind::ChatUpdated, "chat.update"), &chat, change)?;
    Ok(chat)
}

fn columns(chat: &Chat) -> Value {
    json!({ "subject": chat.subject, "priority": chat.priority.as_str() })
}
