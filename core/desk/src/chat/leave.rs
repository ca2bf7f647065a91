//! An operator leaves a chat; one left by all returns to the queue.

use super::absent::first_there;
use super::handover::Owners;
use super::{apply, operator_detail, save};
use crate::{Command, Result};
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatTransition;
use switchboard_model::{ChatId, OperatorId};
use switchboard_store::{Lane, participant};

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct LeaveInput {
    pub chat_id: ChatId,
}

command!(leave: leave_in(&LeaveInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Leaves the chat. Leaving one that the operator is not in changes nothing. Who has it after them is told as of any
/// other assignment.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission.
pub fn leave_in(command: &mut Command<'_>, input: &LeaveInput) -> Result<Chat> {
    let operator_id = command.operator()?.operator_id;
    let mut chat = command.chat_for_reply(input.chat_id)?.into_chat();
    let (before, now) = (Owners::of(&chat), command.now());
    let was_in = participant::leave(command, chat.chat_id, operator_id, now)?;
    let was_assigned = chat.operator_id == Some(operator_id);
    if !was_in && !was_assigned {
        return Ok(chat);
    }
    let left: Vec<OperatorId> =
        participant::of_chat(command, chat.chat_id)?.iter().map(|one| one.operator_id).collect();
    if was_assigned {
        // Those who are there come first; of the others none loses a chat that they are in.
        chat.operator_id = first_there(command, &chat, &left)?.or(left.first().copied());
    }
    let is_staffed = chat.operator_id.is_some() || !left.is_empty();
    let mut detail = operator_detail(operator_id);
    if chat.status.is_open() {
        detail = apply(&mut chat, ChatTransition::Released, is_staffed, now)?.detail(detail);
    }
    save(command, &mut chat)?;
    command.record((EventKind::ChatLeft, "chat.leave"), &chat, detail)?;
    if was_assigned && chat.operator_id.is_some() {
        command.event(EventKind::ChatAssigned, &chat, before.detail(&chat))?;
    }
    Ok(chat)
}
