//! An own message that a visitor changes: for a time after they have written it.

use super::acting::ActingVisitor;
use crate::limits::VISITOR_CHANGE_MS;
use crate::{Command, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, MessageId, Timestamp};
use switchboard_store::{chat, message};

/// Until when its visitor can change a message; none for what others wrote and for what is deleted.
pub fn changeable_until(message: &Message) -> Option<Timestamp> {
    let is_own = message.author_kind == AuthorKind::Contact && message.deleted_at.is_none();
    is_own.then(|| message.created_at.plus_ms(VISITOR_CHANGE_MS))
}

/// An own message to change, with its locked chat.
///
/// # Errors
/// `NotFound` for a message that the visitor does not see, `Forbidden` for one that somebody else wrote,
/// `Unsupported` when it is too old.
pub(super) fn own_message(
    command: &mut Command<'_>,
    visitor: &ActingVisitor,
    id: MessageId,
) -> Result<(Message, Chat)> {
    let chat_id = message::get(command, id)?.chat_id;
    let chat = chat::lock(command, chat_id)?;
    // Read again: it may have changed before the chat was locked.
    let found = message::get(command, id)?;
    if !visitor.has(&chat) || found.identity_id.is_some() {
        return Err(DeskError::NotFound);
    }
    if found.author_kind != AuthorKind::Contact {
        let reason = "this message is somebody else's: only its author changes it";
        return Err(DeskError::forbidden(reason));
    }
    if command.now().since_ms(found.created_at) >= VISITOR_CHANGE_MS {
        return Err(DeskError::unsupported(format!(
            "this message is too old to be changed: that can be done for {} minutes",
            VISITOR_CHANGE_MS / 60_000
        )));
    }
    Ok((found, chat))
}
