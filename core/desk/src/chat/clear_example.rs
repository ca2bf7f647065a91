//! A chat is no example for colleagues any more.

use super::save;
use crate::change::changed;
use crate::{Command, Result};
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, Permission};
use switchboard_store::{Lane, chat_example};

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct ClearExampleInput {
    pub chat_id: ChatId,
}

command!(clear_example: clear_example_in(&ClearExampleInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Takes back that the chat is an example. For one that is none nothing changes.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.example`.
pub fn clear_example_in(command: &mut Command<'_>, input: &ClearExampleInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatExample)?;
    if !chat_example::delete(command, chat.chat_id)? {
        return Ok(chat);
    }
    save(command, &mut chat)?;
    let detail = changed(&["example"]);
    command.record((EventKind::ChatExampleCleared, "chat.clear_example"), &chat, detail)?;
    Ok(chat)
}
