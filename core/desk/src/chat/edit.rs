//! Changes a chat's title or priority.

use super::touch;
use crate::admin::{check_version, clean_name};
use crate::event::{self, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::ChatId;
use switchboard_model::chat::{Chat, ChatPriority};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, chat};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The chat.
    pub chat_id: ChatId,
    /// The title; `Some(None)` clears it.
    pub subject: Option<Option<String>>,
    /// How urgent it is.
    pub priority: Option<ChatPriority>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the chat.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Stale`, `Invalid` for a title that is too long.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    let subject = match &input.subject {
        Some(Some(subject)) => Some(Some(clean_name("subject", subject)?)),
        Some(None) => Some(None),
        None => None,
    };
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = match input.priority {
            Some(_) => access::chat_for_close(transaction, &actor, input.chat_id)?.into_chat(),
            None => access::chat_for_reply(transaction, &actor, input.chat_id)?.into_chat(),
        };
        check_version(input.expected_version, chat.version)?;
        let before = told(&chat);
        let mut names = Vec::new();
        if let Some(subject) = subject.clone().filter(|subject| *subject != chat.subject) {
            chat.subject = subject;
            names.push("subject");
        }
        if let Some(priority) = input.priority.filter(|priority| *priority != chat.priority) {
            chat.priority = priority;
            names.push("priority");
        }
        if names.is_empty() {
            return Ok(chat);
        }
        let now = transaction.now();
        touch(&mut chat, now);
        chat::update(transaction, &chat)?;
        let kind = EventKind::ChatEdited;
        event::append(transaction, author, kind, Subject::chat(&chat), changed(&names))?;
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        let (before, after) = (Some(before), Some(told(&chat)));
        audit::record(transaction, &audited, "chat.edit", subject, before, after)?;
        Ok(chat)
    })
    .await
}

fn told(chat: &Chat) -> serde_json::Value {
    json!({ "subject": chat.subject, "priority": chat.priority.as_str() })
}
