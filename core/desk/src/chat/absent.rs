//! Gives a chat back to the queue when those who have it are not there.

use super::operator_detail;
use crate::Command;
use crate::command::Author;
use crate::operator::online;
use switchboard_model::OperatorId;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, participant};

/// Who has the chat keeps it while they are there; else the first of those in it who is. Where nobody is
/// there all leave. Answers whether somebody has it now; the row is not written.
pub(super) fn release_if_absent(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<bool, StoreError> {
    let participants = participant::of_chat(command, chat.chat_id)?;
    let mut candidates: Vec<OperatorId> = chat.operator_id.into_iter().collect();
    candidates.extend(participants.iter().map(|one| one.operator_id));
    let there = online(command, &candidates)?;
    chat.operator_id = candidates.into_iter().find(|id| there.contains(id));
    if chat.operator_id.is_none() {
        all_leave(command, chat, author)?;
    }
    Ok(chat.operator_id.is_some())
}

/// Everybody leaves the chat, and it is nobody's; the row is not written.
pub(super) fn all_leave(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<(), StoreError> {
    chat.operator_id = None;
    for one in participant::of_chat(command, chat.chat_id)? {
        leaves(command, chat, one.operator_id, author)?;
    }
    Ok(())
}

/// An operator leaves the chat, where they are in it.
pub(super) fn leaves(
    command: &mut Command<'_>,
    chat: &Chat,
    operator_id: OperatorId,
    author: Author,
) -> Result<(), StoreError> {
    let now = command.now();
    if participant::leave(command, chat.chat_id, operator_id, now)? {
        command.event_by(author, EventKind::ChatLeft, chat, operator_detail(operator_id))?;
    }
    Ok(())
}
