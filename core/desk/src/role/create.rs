//! Adds a role.

use super::{columns, sorted};
use crate::check::{clean_name, taken};
use crate::limits::ROLES_MAX;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::Permission;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Role;
use switchboard_store::{Lane, role};

/// A new role.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// What it allows: nothing that the actor lacks.
    pub permissions: Vec<Permission>,
}

/// Adds the role.
///
/// # Errors
/// `Denied` without `operator.manage` or for permissions that the actor lacks, `Invalid`, `Conflict` for a
/// name that is taken.
pub async fn create(desk: &Desk, context: &Context, input: CreateInput) -> CommandResult<Role> {
    desk.command(context, Lane::Any, move |command| create_in(command, &input)).await
}

/// Adds the role inside a running command.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Role, DeskError> {
    command.require(Permission::OperatorManage)?;
    command.require_all(&input.permissions)?;
    let name = clean_name("name", &input.name)?;
    if role::count(command)? >= ROLES_MAX {
        let reason = format!("there are {ROLES_MAX} roles, the most there can be");
        return Err(DeskError::conflict(reason));
    }
    let created = Role {
        role_id: command.id(),
        name,
        is_built_in: false,
        permissions: sorted(&input.permissions),
        version: 1,
    };
    role::insert(command, &created)
        .map_err(|error| taken(error, || format!("there is a role {} already", created.name)))?;
    let change = Change::created(columns(&created));
    command.record((EventKind::RoleCreated, "role.create"), &created, change)?;
    Ok(created)
}
