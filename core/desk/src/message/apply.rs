//! What a new message changes in its chat: status, last message, version. The row is not written.

use crate::Result;
use crate::chat::{StatusChange, apply, touch};
use switchboard_model::chat::Chat;
use switchboard_model::message::Message;
use switchboard_model::status::ChatTransition;
use switchboard_model::{AuthorKind, Timestamp};

/// The message stands in the chat. One that the platform's order puts in front of others does not
/// become the last one.
pub(crate) fn apply_message(
    chat: &mut Chat,
    message: &Message,
    act: Option<ChatTransition>,
    is_staffed: bool,
    now: Timestamp,
) -> Result<StatusChange> {
    let change = match act {
        Some(act) => apply(chat, act, is_staffed, now)?,
        None => StatusChange { before: chat.status, after: chat.status },
    };
    if message.position == message.message_id.0 {
        chat.last_message_id = Some(message.message_id);
        chat.last_message_at = now;
        if matches!(message.author_kind, AuthorKind::Contact | AuthorKind::Operator) {
            chat.last_author_kind = Some(message.author_kind);
        }
    }
    touch(chat, now);
    Ok(change)
}
