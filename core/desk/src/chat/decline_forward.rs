//! The receiver gives back a chat that was offered to them, and says why.

use super::handover::{give_back, is_for, offer_of};
use super::save;
use crate::note::create::write_in_chat;
use crate::{Command, DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::forward::ForwardState;
use switchboard_model::note::NoteKind;
use switchboard_store::Lane;

/// Which chat, and why not.
#[derive(Clone, Debug)]
pub struct DeclineForwardInput {
    pub chat_id: ChatId,
    /// Why not: a note in the chat.
    pub comment: String,
}

command!(decline_forward: decline_forward_in(&DeclineForwardInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Declines the offer. The chat is with who had it, or in the queue when they are not there.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Invalid` for the comment,
/// `Conflict` when it is not offered, or to somebody else.
pub fn decline_forward_in(command: &mut Command<'_>, input: &DeclineForwardInput) -> Result<Chat> {
    let operator_id = command.operator()?.operator_id;
    let mut chat = command.chat_for_reply(input.chat_id)?.into_chat();
    let offer = offer_of(command, &chat)?;
    if !is_for(command, &offer, operator_id)? {
        return Err(DeskError::conflict("the chat is offered to somebody else"));
    }
    write_in_chat(command, &chat, NoteKind::Forward, &input.comment)?;
    give_back(command, &mut chat, &offer, ForwardState::Declined)?;
    save(command, &mut chat)?;
    command.audit("chat.decline_forward", &chat, None, None)?;
    Ok(chat)
}
