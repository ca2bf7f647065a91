//! A message of which no more is known than where it stands, who wrote it, and what it says.

use crate::command::{Author, Command};
use serde_json::json;
use switchboard_model::MessageId;
use switchboard_model::chat::Chat;
use switchboard_model::connector::Text;
use switchboard_model::message::Message;

/// The newest message of a chat, by the chat's own address; not stored.
pub(crate) fn blank(
    command: &Command<'_>,
    chat: &Chat,
    message_id: MessageId,
    author: Author,
    text: Text,
) -> Message {
    Message {
        message_id,
        chat_id: chat.chat_id,
        position: message_id.0,
        author_kind: author.0,
        author_id: author.1,
        identity_id: None,
        client_mutation_id: command.client_mutation_id(),
        template_id: None,
        body: text.body,
        format: text.format,
        quoted_message_id: None,
        quoted_text: None,
        extra: json!({}),
        platform_order: None,
        platform_at: None,
        edited_at: None,
        deleted_at: None,
        version: 1,
        created_at: command.now(),
    }
}
