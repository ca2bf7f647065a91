//! Whose a chat is when it comes back from being closed. Called by whatever opens one again, before it does:
//! the customer's next message, and an operator.

use super::StatusChange;
use crate::Command;
use crate::command::Author;
use crate::operator::{may_answer, online};
use switchboard_model::OperatorId;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, channel, team};

/// A closed chat goes back to its operator, if they are there and may answer it without being assigned to
/// it; else it is nobody's, and queues. Answers who has lost it by that. An open chat stays as it is.
pub(crate) fn return_to_operator(
    command: &mut Command<'_>,
    chat: &mut Chat,
) -> Result<Option<OperatorId>, StoreError> {
    if chat.status.is_open() {
        return Ok(None);
    }
    leave_deleted_team(command, chat)?;
    let Some(operator_id) = chat.operator_id else { return Ok(None) };
    // Who opens it again themselves is there, whatever their status says.
    let opens_it = command
        .operator()
        .is_ok_and(|actor| actor.operator_id == operator_id && actor.is_interactive());
    let is_there = opens_it || online(command, &[operator_id])?.contains(&operator_id);
    let unassigned = Chat { operator_id: None, ..chat.clone() };
    if is_there && may_answer(command, operator_id, &unassigned, false)? {
        return Ok(None);
    }
    chat.operator_id = None;
    Ok(Some(operator_id))
}

/// A chat whose team was deleted while it was closed goes where new ones of its channel go.
fn leave_deleted_team(command: &mut Command<'_>, chat: &mut Chat) -> Result<(), StoreError> {
    if let Some(id) = chat.team_id
        && team::hold_all(command, &[id])?.is_empty()
    {
        chat.team_id = channel::get(command, chat.channel_id)?.team_id;
    }
    Ok(())
}

/// Tells that a chat was opened again, whose it is, and where somebody has lost it by that, that it queues.
pub(crate) fn tell_reopened(
    command: &mut Command<'_>,
    author: Author,
    chat: &Chat,
    (change, lost_by): (StatusChange, Option<OperatorId>),
) -> Result<(), StoreError> {
    let detail = EventDetail {
        operator_id: chat.operator_id.map(|id| id.0),
        operator_id_before: lost_by.map(|id| id.0),
        ..EventDetail::default()
    };
    command.event_by(author, EventKind::ChatReopened, chat, change.detail(detail.clone()))?;
    if lost_by.is_some() {
        command.event_by(author, EventKind::ChatQueued, chat, detail)?;
    }
    Ok(())
}
