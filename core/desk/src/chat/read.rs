//! Marks a chat as read by the operator who asks. Does not clear "unanswered".

use super::mark::mark;
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct ReadInput {
    pub chat_id: ChatId,
}

/// Marks all of the chat as read.
///
/// # Errors
/// `NotFound` for a chat that is not visible.
pub async fn read(desk: &Desk, context: &Context, input: ReadInput) -> CommandResult<Chat> {
    let lane = Lane::Chat(input.chat_id);
    desk.command(context, lane, move |command| read_in(command, &input)).await
}

/// Marks the chat as read inside a running command.
pub fn read_in(command: &mut Command<'_>, input: &ReadInput) -> Result<Chat, DeskError> {
    let chat = command.chat_for_read(input.chat_id)?.into_chat();
    mark(command, &chat, chat.inbound_count)?;
    Ok(chat)
}
