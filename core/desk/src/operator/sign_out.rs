//! Ends sessions: one, or all of an operator.

use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::session::SessionOwner;
use switchboard_model::{Actor, OperatorId, SessionId};
use switchboard_store::{Lane, session};

/// Ends one session of the actor, or of an operator whom they may change. Ending it twice is fine.
///
/// # Errors
/// `NotFound` for a session of somebody else, `Forbidden` for an API token.
pub async fn sign_out(desk: &Desk, context: &Context, session_id: SessionId) -> CommandResult<()> {
    let done = desk
        .command(context, Lane::Any, move |command| {
            if let Actor::Operator(_) = command.actor() {
                command.interactive()?;
            }
            let owner = session::find(command, session_id)?.ok_or(DeskError::NotFound)?.owner;
            check_may_end(command, &owner)?;
            let now = command.now();
            if session::revoke(command, session_id, now)? {
                command.audit("operator.sign_out", &owner, None, None)?;
            }
            Ok(())
        })
        .await?;
    desk.sessions().permissions_changed();
    Ok(done)
}

/// Whose session it is not says nothing of it: not even that it is there.
fn check_may_end(command: &mut Command<'_>, owner: &SessionOwner) -> Result<()> {
    let is_allowed = match owner {
        SessionOwner::Operator(id) => match command.operator_for_change(*id) {
            Ok(_) => true,
            Err(error) if error.is_refusal() => false,
            Err(error) => return Err(error),
        },
        // A visit is ended by `visitor::end` and `contact::end_sessions`.
        SessionOwner::Visitor(..) => false,
    };
    if is_allowed { Ok(()) } else { Err(DeskError::NotFound) }
}

/// Ends all sessions of an operator: the own ones, or those of one whom the actor may change. Returns how
/// many ended.
///
/// # Errors
/// `Denied`, `Forbidden` for an API token, `NotFound`.
pub async fn sign_out_everywhere(
    desk: &Desk,
    context: &Context,
    operator_id: OperatorId,
) -> CommandResult<usize> {
    desk.command(context, Lane::Any, move |command| {
        let session = command.interactive()?;
        let owner = command.operator_for_change(operator_id)?;
        let count = owner.end_sessions(command, session, None)?;
        command.note_changed(&owner, "operator.sign_out_everywhere", &["sessions"])?;
        Ok(count)
    })
    .await
}
