//! What is pushed: of what somebody is told and where that leads. Names and words of people are in it by choice alone;
//! the browser has the rest of the words, in its owner's language.

use crate::limits::PUSH_TEXT_MAX_CHARACTERS;
use crate::text;
use serde_json::{Value, json};
use switchboard_model::MessageId;
use switchboard_model::chat::Chat;
use switchboard_model::notification::{Notification, NotificationKind};
use switchboard_store::{DatabaseConnection, StoreError, contact, message};

/// What is pushed, and what it is about: of what is about one thing the browser shows the newest alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Content {
    pub(super) topic: String,
    pub(super) body: Value,
}

/// A test.
pub(super) fn of_test() -> Content {
    Content { topic: "test".to_owned(), body: json!({ "topic": "test" }) }
}

/// A notification with its chat, where it is in one; `has_text`: with the customer's name and words.
pub(super) fn of(
    connection: &mut DatabaseConnection,
    row: &Notification,
    chat: Option<&Chat>,
    has_text: bool,
) -> Result<Content, StoreError> {
    let about = row.about();
    let topic = row.chat_id.map_or_else(|| about.clone(), |id| id.to_string());
    let mut body = json!({
        "topic": topic,
        "kind": row.kind,
        "notificationId": row.notification_id.to_string(),
        "chatId": row.chat_id.map(|id| id.to_string()),
        "subjectId": about,
        "at": row.at.0,
    });
    if let Some(chat) = chat {
        body["chatNumber"] = json!(chat.number);
        if has_text {
            body["name"] = json!(contact::get(connection, chat.contact_id)?.name);
        }
    }
    if has_text && row.kind == NotificationKind::NewMessage {
        let found = message::by_ids(connection, &[MessageId(row.subject_id)])?.pop();
        let said = found.map(|message| text::start(&message.body, PUSH_TEXT_MAX_CHARACTERS));
        body["text"] = json!(said);
    }
    Ok(Content { topic, body })
}
