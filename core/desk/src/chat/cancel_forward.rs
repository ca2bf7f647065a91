//! Who has offered a chat takes that back.

use super::handover::{give_back, offer_of};
use super::save;
use crate::{Command, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::forward::ForwardState;
use switchboard_model::{ChatId, Permission};
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct CancelForwardInput {
    pub chat_id: ChatId,
}

command!(cancel_forward: cancel_forward_in(&CancelForwardInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Cancels the offer: the chat is as it was before.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Conflict` when it is not
/// offered, or by somebody else.
pub fn cancel_forward_in(command: &mut Command<'_>, input: &CancelForwardInput) -> Result<Chat> {
    let operator_id = command.operator()?.operator_id;
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatForward)?;
    let offer = offer_of(command, &chat)?;
    if ![Some(offer.operator_id), offer.from_operator_id].contains(&Some(operator_id)) {
        let reason = "somebody else has offered the chat: ask them, or assign it";
        return Err(DeskError::conflict(reason));
    }
    give_back(command, &mut chat, &offer, ForwardState::Cancelled)?;
    save(command, &mut chat)?;
    command.audit("chat.cancel_forward", &chat, None, None)?;
    Ok(chat)
}
