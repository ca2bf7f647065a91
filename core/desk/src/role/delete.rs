//! Deletes a role that nobody has.

use super::columns;
use crate::check::taken;
use crate::{Change, Command, DeskError, Result};
use switchboard_model::RoleId;
use switchboard_model::event::EventKind;
use switchboard_store::role;

command!(delete: delete_in(RoleId) -> RoleId);

/// Deletes the role.
///
/// # Errors
/// `Denied` without `operator.manage`, `NotFound`, `Conflict` for a built-in one and for one that
/// operators have.
pub fn delete_in(command: &mut Command<'_>, role_id: RoleId) -> Result<RoleId> {
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
