//! Sets an operator's status: one's own, or that of a colleague.

use super::presence::{is_gone, tell};
use crate::access::OperatorForChange;
use crate::check::clean_name;
use crate::limits::STATUS_MESSAGE_MAX_CHARACTERS;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::OperatorId;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::presence::{OperatorStatus, Presence, SpanSource};
use switchboard_store::operator_presence;

/// The status to set.
#[derive(Clone, Debug)]
pub struct SetStatusInput {
    /// Whose; none: one's own.
    pub operator_id: Option<OperatorId>,
    /// The status.
    pub status: OperatorStatus,
    /// What is said beside it; `Some(None)` says nothing, absent keeps.
    pub message: Option<Option<String>>,
    /// Does the operator go offline when they are not connected any more; absent keeps.
    pub is_auto_offline: Option<bool>,
}

command!(set_status: set_status_in(&SetStatusInput) -> Operator);

/// Sets the status from now on. What is so already changes nothing, but for one who is offline because they
/// were not seen any more: what is said now is meant, and their next connection leaves it so.
///
/// # Errors
/// `Denied` for another's without `operator.status`, and for an API token's owner as for any other;
/// `Forbidden` for one who has permissions that the actor lacks; `NotFound`; `Invalid` for the message;
/// `Conflict` for one who may not sign in.
pub fn set_status_in(command: &mut Command<'_>, input: &SetStatusInput) -> Result<Operator> {
    let message = input.message.as_ref().map(|text| check_message(text.as_deref())).transpose()?;
    let id = match (input.operator_id, command.operator()) {
        (Some(id), _) => id,
        (None, Ok(actor)) => actor.operator_id,
        (None, Err(_)) => return Err(DeskError::invalid("operatorId", "name the operator")),
    };
    let operator = command.operator_for_status(id)?;
    if !operator.is_active && input.status != OperatorStatus::Offline {
        return Err(DeskError::conflict(
            "this operator may not sign in, and is offline: let them sign in first",
        ));
    }
    let now = command.now();
    let known = operator_presence::find(command, id)?;
    let is_first = known.is_none();
    let before = known.unwrap_or_else(|| nothing(&operator));
    let mut after = Presence {
        status: input.status,
        message: message.unwrap_or_else(|| before.message.clone()),
        is_auto_offline: input.is_auto_offline.unwrap_or(before.is_auto_offline),
        ..before.clone()
    };
    let is_gone = is_gone(command, id)?;
    let change = Change::between(columns(&before, is_gone), columns(&after, false));
    if change.is_nothing() {
        return Ok(Operator::clone(&operator));
    }
    if after.status != before.status || is_gone {
        let is_own = command.is_self(id);
        let source = if is_own { SpanSource::Operator } else { SpanSource::Admin };
        after.since_at = operator.begin_span(command, (after.status, source), now)?;
        after.seen_at = now;
    }
    if is_first {
        operator.add_presence(command, &after)?;
    } else {
        operator.set_presence(command, &after)?;
    }
    command.record((EventKind::OperatorStatusSet, "operator.set_status"), id, change)?;
    Ok(Operator::clone(&operator))
}

/// One who may not sign in any more is offline, and stays so when they may again.
pub(super) fn set_offline(command: &mut Command<'_>, operator: &OperatorForChange) -> Result<()> {
    let id = operator.operator_id;
    let Some(known) = operator_presence::find(command, id)? else { return Ok(()) };
    if known.status == OperatorStatus::Offline && !is_gone(command, id)? {
        return Ok(());
    }
    let (status, now) = (OperatorStatus::Offline, command.now());
    let since_at = operator.begin_span(command, (status, SpanSource::Admin), now)?;
    operator.set_presence(command, &Presence { status, since_at, ..known })?;
    tell(command, id)
}

/// The status of one who never had one.
fn nothing(operator: &Operator) -> Presence {
    Presence {
        operator_id: operator.operator_id,
        status: OperatorStatus::Offline,
        since_at: operator.created_at,
        seen_at: operator.created_at,
        is_auto_offline: true,
        message: None,
    }
}

fn columns(presence: &Presence, is_gone: bool) -> Value {
    json!({
        "status": presence.status,
        "is_gone": is_gone,
        "message": presence.message,
        "is_auto_offline": presence.is_auto_offline,
    })
}

fn check_message(text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    if text.trim().chars().count() > STATUS_MESSAGE_MAX_CHARACTERS {
        let reason = format!("is longer than {STATUS_MESSAGE_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("message", reason));
    }
    clean_name("message", text).map(Some)
}
