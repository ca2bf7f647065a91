//! Marks a chat as unread for the operator who asks.

use super::mark::mark;
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct UnreadInput {
    pub chat_id: ChatId,
}

/// Marks the last customer message as unread.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Conflict` when the customer has written nothing.
pub async fn unread(desk: &Desk, context: &Context, input: UnreadInput) -> CommandResult<Chat> {
    let lane = Lane::Chat(input.chat_id);
    desk.command(context, lane, move |command| unread_in(command, &input)).await
}

/// Marks the chat as unread inside a running command.
pub fn unread_in(command: &mut Command<'_>, input: &UnreadInput) -> Result<Chat, DeskError> {
    let chat = command.chat_for_read(input.chat_id)?.into_chat();
    if chat.inbound_count == 0 {
        return Err(DeskError::conflict("the customer has written nothing yet"));
    }
    mark(command, &chat, chat.inbound_count - 1)?;
    Ok(chat)
}
