//! Ends sessions: the own one, or all of an operator.

use crate::change::changed;
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::event::EventKind;
use switchboard_model::session::SessionOwner;
use switchboard_model::{OperatorId, Permission, SessionId};
use switchboard_store::{Lane, operator, session};

/// Ends one session of the actor, or of anybody with `operator.manage`. Ending it twice is fine.
///
/// # Errors
/// `NotFound` for a session that is not the actor's.
pub async fn sign_out(desk: &Desk, context: &Context, session_id: SessionId) -> CommandResult<()> {
    let done = desk
        .command(context, Lane::Any, move |command| {
            let owner = session::find(command, session_id)?.ok_or(DeskError::NotFound)?.owner;
            if !may_end(command, owner) {
                return Err(DeskError::NotFound);
            }
            let now = command.now();
            if session::revoke(command, session_id, now)? {
                command.audit("operator.sign_out", owner, None, None)?;
            }
            Ok(())
        })
        .await?;
    desk.sessions().permissions_changed();
    Ok(done)
}

fn may_end(command: &Command<'_>, owner: SessionOwner) -> bool {
    match owner {
        SessionOwner::Operator(id) => {
            command.is_self(id) || command.actor().has(Permission::OperatorManage)
        }
        // A visit is ended by `visitor::end` and `contact::end_sessions`.
        SessionOwner::Visitor(..) => false,
    }
}

/// Ends all sessions of an operator: the own ones, or anybody's with `operator.manage`. Returns how
/// many ended.
///
/// # Errors
/// `Denied`, `NotFound`.
pub async fn sign_out_everywhere(
    desk: &Desk,
    context: &Context,
    operator_id: OperatorId,
) -> CommandResult<usize> {
    desk.command(context, Lane::Any, move |command| {
        let mut owner = command.operator_for_access(operator_id)?;
        let now = command.now();
        let count = session::revoke_of_operator(command, operator_id, None, now)?;
        owner.version += 1;
        owner.updated_at = now;
        operator::update(command, &owner)?;
        let event = (EventKind::OperatorUpdated, "operator.sign_out_everywhere");
        command.record(event, &owner, changed(&["sessions"]))?;
        Ok(count)
    })
    .await
}
