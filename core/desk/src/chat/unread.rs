//! Marks a chat as unread for the operator who asks.

use super::mark::mark;
use crate::{Command, DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct UnreadInput {
    pub chat_id: ChatId,
}

command!(unread: unread_in(&UnreadInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Marks the last customer message as unread.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Conflict` when the customer has written nothing.
pub fn unread_in(command: &mut Command<'_>, input: &UnreadInput) -> Result<Chat> {
    let chat = command.chat_for_read(input.chat_id)?.into_chat();
    if chat.inbound_count == 0 {
        return Err(DeskError::conflict("the customer has written nothing yet"));
    }
    mark(command, &chat, chat.inbound_count - 1)?;
    Ok(chat)
}
