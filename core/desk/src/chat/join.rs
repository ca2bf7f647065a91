//! An operator joins a chat: the customer sees who is in it.

use super::{add_participant, apply, operator_detail, save, take_if_offered};
use crate::{Command, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatTransition;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct JoinInput {
    pub chat_id: ChatId,
}

command!(join: join_in(&JoinInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Joins the chat. Joining again changes nothing. Whom the chat is offered to takes it by joining; for
/// anybody else it stays offered.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Conflict` when the chat
/// is closed.
pub fn join_in(command: &mut Command<'_>, input: &JoinInput) -> Result<Chat> {
    let operator_id = command.operator()?.operator_id;
    let mut chat = command.chat_for_reply(input.chat_id)?.into_chat();
    if take_if_offered(command, &mut chat, operator_id)? {
        save(command, &mut chat)?;
        command.audit("chat.join", &chat, None, None)?;
        return Ok(chat);
    }
    // Refused before anything is written when the chat is closed.
    let change = apply(&mut chat, ChatTransition::Joined, true, command.now())?;
    let is_new = add_participant(command, &mut chat, operator_id)?;
    if !is_new && change.before == change.after {
        return Ok(chat);
    }
    save(command, &mut chat)?;
    let detail = change.detail(operator_detail(operator_id));
    command.record((EventKind::ChatJoined, "chat.join"), &chat, detail)?;
    Ok(chat)
}
