//! Takes an authenticator app away: one's own with a code of it, or that of an operator whom the actor may
//! change, who has lost theirs.

use super::totp;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::operator::Operator;
use switchboard_model::{Actor, OperatorId};
use switchboard_store::{Lane, role};

/// Whose app, and the proof.
#[derive(Clone)]
pub struct DisableTotpInput {
    /// Whose; none: one's own.
    pub operator_id: Option<OperatorId>,
    /// What the app shows, or a recovery code: needed for one's own.
    pub code: Option<String>,
}

/// Takes the app and the recovery codes away. Where there are none nothing changes.
///
/// # Errors
/// `Denied`, `Forbidden` for an API token and for one who has permissions that the actor lacks, `NotFound`,
/// `Invalid` for a wrong code, `Conflict` for one's own where the role asks for it, `TooMany` for guesses.
pub async fn disable_totp(
    desk: &Desk,
    context: &Context,
    input: DisableTotpInput,
) -> CommandResult<Operator> {
    let own = match &context.actor {
        Actor::Operator(actor) => Some(actor.operator_id),
        Actor::Visitor { .. } | Actor::Rule(_) | Actor::System => None,
    };
    let Some(id) = input.operator_id.or(own) else {
        return Err(DeskError::invalid("operatorId", "name the operator"));
    };
    let code = input.code.filter(|_| own == Some(id));
    // A code that is tried counts like a password that is.
    let guard = desk.sign_in_guard();
    let attempt = match &code {
        Some(_) => Some(guard.begin(&id.to_string(), context.peer(), desk.now())?),
        None => None,
    };
    let work = move |command: &mut Command<'_>| disable(command, id, own, code.as_deref());
    let done = desk.command(context, Lane::Any, work).await;
    if let (Some(attempt), Ok(_)) = (attempt, &done) {
        guard.forgive(attempt);
    }
    done
}

fn disable(
    command: &mut Command<'_>,
    id: OperatorId,
    own: Option<OperatorId>,
    code: Option<&str>,
) -> Result<Operator> {
    let session = command.interactive()?;
    let operator = command.operator_for_change(id)?;
    if own == Some(id)
        && let Some(row) = totp::confirmed(command, id)?
    {
        if role::get(command, operator.role_id)?.is_totp_required {
            return Err(DeskError::conflict(
                "your role asks for an authenticator app: an admin takes yours away where you have lost it",
            ));
        }
        let is_right = match code {
            Some(code) => totp::is_code(command, &row, code)?,
            None => false,
        };
        if !is_right {
            return Err(DeskError::invalid(
                "code",
                "is not what your app shows, nor a recovery code",
            ));
        }
    }
    if !operator.remove_totp(command, session)? {
        return Ok(Operator::clone(&operator));
    }
    Ok(command.note_changed(&operator, "operator.disable_totp", &["totp"])?)
}
