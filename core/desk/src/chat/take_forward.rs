//! The receiver takes a chat that was offered to them.

use super::handover::{offer_of, take_if_offered};
use super::save;
use crate::{Command, DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct TakeForwardInput {
    pub chat_id: ChatId,
}

command!(take_forward: take_forward_in(&TakeForwardInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Takes the chat. To join it or to reply takes it as well.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Conflict` when it is not
/// offered, or to somebody else.
pub fn take_forward_in(command: &mut Command<'_>, input: &TakeForwardInput) -> Result<Chat> {
    let operator_id = command.operator()?.operator_id;
    let mut chat = command.chat_for_reply(input.chat_id)?.into_chat();
    offer_of(command, &chat)?;
    if !take_if_offered(command, &mut chat, operator_id)? {
        let reason = "the chat is offered to somebody else: join it beside them, or assign it";
        return Err(DeskError::conflict(reason));
    }
    save(command, &mut chat)?;
    command.audit("chat.take_forward", &chat, None, None)?;
    Ok(chat)
}
