//! Gives a chat to an operator or a team, or takes the assignment back.

use super::handover::{Owners, cancel};
use super::{apply, is_staffed, save};
use crate::check::{check_team, check_version};
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatTransition;
use switchboard_model::{ChatId, OperatorId, TeamId};
use switchboard_store::{Lane, operator};

/// Who gets it.
#[derive(Clone, Debug)]
pub struct AssignInput {
    pub chat_id: ChatId,
    /// The new operator: absent keeps, `Some(None)` takes the assignment back.
    pub operator_id: Option<Option<OperatorId>>,
    /// The new team: absent keeps, `Some(None)` takes it out of its team.
    pub team_id: Option<Option<TeamId>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(assign: assign_in(&AssignInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Assigns the chat. An operator's chat is taken; one without any returns to the queue. An open offer of
/// it ends. Assigning it as it is changes nothing.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Conflict` when
/// it is closed, `Invalid` for an unknown or inactive receiver.
pub fn assign_in(command: &mut Command<'_>, input: &AssignInput) -> Result<Chat> {
    let mut chat = command.chat_for_assign(input.chat_id)?.into_chat();
    check_version(input.expected_version, chat.version)?;
    let is_withdrawn = cancel(command, &mut chat)?;
    let before = (chat.operator_id, chat.team_id);
    let after = (input.operator_id.unwrap_or(before.0), input.team_id.unwrap_or(before.1));
    if after == before {
        if is_withdrawn {
            save(command, &mut chat)?;
            command.audit("chat.assign", &chat, None, None)?;
        }
        return Ok(chat);
    }
    check_receiver(command, before, after)?;
    let owners = Owners::of(&chat);
    (chat.operator_id, chat.team_id) = after;
    let act = match chat.operator_id {
        Some(_) => ChatTransition::Taken,
        None => ChatTransition::Released,
    };
    let is_staffed = is_staffed(command, &chat)?;
    let change = apply(&mut chat, act, is_staffed, command.now())?;
    save(command, &mut chat)?;
    let mut detail = owners.detail(&chat);
    if after.0 != before.0 {
        detail.changed.push("operator_id".to_owned());
    }
    if after.1 != before.1 {
        detail.changed.push("team_id".to_owned());
    }
    let line = |(operator, team): Assignment| {
        Some(json!({
            "operator": operator.map(|id| id.to_string()),
            "team": team.map(|id| id.to_string()),
        }))
    };
    let change = Change { detail: change.detail(detail), before: line(before), after: line(after) };
    command.record((EventKind::ChatAssigned, "chat.assign"), &chat, change)?;
    Ok(chat)
}

type Assignment = (Option<OperatorId>, Option<TeamId>);

fn check_receiver(command: &mut Command<'_>, before: Assignment, after: Assignment) -> Result<()> {
    if let Some(id) = after.0.filter(|_| after.0 != before.0) {
        let receiver = operator::hold(command, id)?;
        if !receiver.is_some_and(|operator| operator.is_active) {
            return Err(DeskError::invalid("operatorId", "no active operator has this id"));
        }
    }
    check_team(command, after.1.filter(|_| after.1 != before.1))
}
