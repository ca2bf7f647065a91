//! Changes a chat's title, language, priority or attributes.

use super::save;
use crate::attribute_kind::value::Kinds;
use crate::check::{check_attributes, check_version, clean_language, clean_name};
use crate::{Change, Command, Result};
use serde_json::{Map, Value, json};
use switchboard_model::chat::{Chat, ChatPriority};
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, Permission};
use switchboard_store::{Lane, chat_attribute};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub chat_id: ChatId,
    /// The title; `Some(None)` clears it.
    pub subject: Option<Option<String>>,
    /// The language that is spoken in it (BCP 47); `Some(None)` clears it.
    pub language: Option<Option<String>>,
    /// How urgent it is.
    pub priority: Option<ChatPriority>,
    /// The company's own attributes, as a JSON object that replaces the one before.
    pub attributes: Option<Value>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Changes the chat.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Invalid` for a
/// title that is too long, for what is no language and for attributes that chats do not have, or not like this.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Chat> {
    let subject = match &input.subject {
        Some(Some(subject)) => Some(Some(clean_name("subject", subject)?)),
        Some(None) => Some(None),
        None => None,
    };
    let language = match &input.language {
        Some(Some(tag)) => Some(Some(clean_language("language", tag)?)),
        Some(None) => Some(None),
        None => None,
    };
    let attributes = input.attributes.as_ref().map(given_attributes).transpose()?;
    let mut chat = match input.priority {
        Some(_) => command.chat_for_close(input.chat_id)?.into_chat(),
        None => command.chat_for_reply(input.chat_id)?.into_chat(),
    };
    check_version(input.expected_version, chat.version)?;
    let chat_id = chat.chat_id;
    let known = match &attributes {
        Some(after) => Some(checked_attributes(command, chat_id, after)?),
        None => None,
    };
    let (before, priority_before) = (columns(&chat, known.as_ref()), chat.priority);
    chat.subject = subject.unwrap_or(chat.subject);
    chat.language = language.unwrap_or(chat.language);
    chat.priority = input.priority.unwrap_or(chat.priority);
    let mut change = Change::between(before, columns(&chat, attributes.as_ref()));
    if chat.priority != priority_before {
        change.detail.priority_before = Some(priority_before.as_str().to_owned());
    }
    if change.is_nothing() {
        return Ok(chat);
    }
    if let Some(attributes) = attributes.filter(|after| known.as_ref() != Some(after)) {
        chat_attribute::replace(command, chat_id, &attributes)?;
    }
    save(command, &mut chat)?;
    command.record((EventKind::ChatUpdated, "chat.update"), &chat, change)?;
    Ok(chat)
}

/// The attributes as they are kept: null stands for none.
fn given_attributes(given: &Value) -> Result<Map<String, Value>> {
    let mut object = check_attributes(given)?.clone();
    object.retain(|_, value| !value.is_null());
    Ok(object)
}

/// The attributes that the chat has, which these may replace.
fn checked_attributes(
    command: &mut Command<'_>,
    chat_id: ChatId,
    after: &Map<String, Value>,
) -> Result<Map<String, Value>> {
    let before = chat_attribute::of_chats(command, &[chat_id])?.remove(&chat_id);
    let before = before.unwrap_or_default();
    // The company's product has a token.
    let is_product = command
        .operator()
        .is_ok_and(|actor| !actor.is_interactive() && actor.has(Permission::ContactPush));
    Kinds::of_chats(command)?.check_chat(&before, after, is_product)?;
    Ok(before)
}

fn columns(chat: &Chat, attributes: Option<&Map<String, Value>>) -> Value {
    let mut columns = json!({
        "subject": chat.subject,
        "language": chat.language,
        "priority": chat.priority.as_str(),
    });
    if let Some(attributes) = attributes {
        columns["attributes"] = json!(attributes);
    }
    columns
}
