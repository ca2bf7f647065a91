//! Gives a chat back to the queue when those who have it are not there.

use super::handover::Owners;
use super::operator_detail;
use crate::Command;
use crate::command::Author;
use crate::operator::{may_answer, online};
use switchboard_model::OperatorId;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, participant};

/// Who has the chat keeps it while they are there; else the first of those in it who is. Where nobody is
/// there all leave, and it queues. Answers whether somebody has it now; the row is not written.
pub(super) fn release_if_absent(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<bool, StoreError> {
    let (before, participants) = (Owners::of(chat), participant::of_chat(command, chat.chat_id)?);
    let mut candidates: Vec<OperatorId> = chat.operator_id.into_iter().collect();
    candidates.extend(participants.iter().map(|one| one.operator_id));
    chat.operator_id = first_there(command, chat, &candidates)?;
    if chat.operator_id.is_none() && !candidates.is_empty() {
        all_leave(command, chat, author)?;
        command.event_by(author, EventKind::ChatQueued, &*chat, before.detail(chat))?;
    }
    Ok(chat.operator_id.is_some())
}

/// The first of these, who have the chat or are in it, who is there and may still write in it.
pub(super) fn first_there(
    command: &mut Command<'_>,
    chat: &Chat,
    candidates: &[OperatorId],
) -> Result<Option<OperatorId>, StoreError> {
    let there = online(command, candidates)?;
    for id in candidates.iter().copied().filter(|id| there.contains(id)) {
        if may_answer(command, id, chat, true)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Everybody leaves the chat, and it is nobody's; the row is not written.
pub(super) fn all_leave(
    command: &mut Command<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<(), StoreError> {
    chat.operator_id = None;
    let now = command.now();
    for id in participant::leave_all(command, chat.chat_id, now)? {
        command.event_by(author, EventKind::ChatLeft, &*chat, operator_detail(id))?;
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
