//! Deletes a role that nobody has.

use super::columns;
use crate::check::taken;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::RoleId;
use switchboard_model::event::EventKind;
use switchboard_store::{Lane, role};

/// Deletes the role.
///
/// # Errors
/// `Denied` without `operator.manage`, `NotFound`, `Conflict` for a built-in one and for one that
/// operators have.
pub async fn delete(desk: &Desk, context: &Context, role_id: RoleId) -> CommandResult<RoleId> {
    desk.command(context, Lane::Any, move |command| delete_in(command, role_id)).await
}

/// Deletes the role inside a running command.
pub fn delete_in(command: &mut Command<'_>, role_id: RoleId) -> Result<RoleId, DeskError> {
    let role = command.role_for_manage(role_id)?;
    if role.is_built_in {
        return Err(DeskError::conflict("a built-in role cannot be deleted"));
    }
    role::delete(command, role_id).map_err(|error| {
        taken(error, || "operators still have this role: give them another one first".into())
    })?;
    let change = Change::deleted(columns(&role));
    command.record((EventKind::RoleDeleted, "role.delete"), &role, change)?;
    Ok(role_id)
}
