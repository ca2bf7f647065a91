//! Marks a chat as read by the operator who asks. Does not clear "unanswered".

use super::mark::mark;
use crate::{Command, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct ReadInput {
    pub chat_id: ChatId,
}

command!(read: read_in(&ReadInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Marks all of the chat as read.
///
/// # Errors
/// `NotFound` for a chat that is not visible.
pub fn read_in(command: &mut Command<'_>, input: &ReadInput) -> Result<Chat> {
    let chat = command.chat_for_read(input.chat_id)?.into_chat();
    mark(command, &chat, chat.inbound_count)?;
    Ok(chat)
}
