//! Adds a role.

use super::{columns, sorted};
use crate::check::{check_limit, clean_name, field_taken};
use crate::limits::ROLES_MAX;
use crate::{Change, Command, Result};
use switchboard_model::Permission;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Role;
use switchboard_store::role;

/// A new role.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// What it allows: nothing that the actor lacks.
    pub permissions: Vec<Permission>,
    /// Does signing in take a code of an authenticator app as well.
    pub is_totp_required: bool,
}

command!(create: create_in(&CreateInput) -> Role);

/// Adds the role.
///
/// # Errors
/// `Denied` without `operator.manage` or for permissions that the actor lacks, `Invalid`, `Conflict` for a
/// name that is taken.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Role> {
    command.require(Permission::OperatorManage)?;
    command.require_all(&input.permissions)?;
    let name = clean_name("name", &input.name)?;
    check_limit(role::count(command)?, ROLES_MAX, "roles", "delete one")?;
    let created = Role {
        role_id: command.id(),
        name,
        is_built_in: false,
        permissions: sorted(&input.permissions),
        is_totp_required: input.is_totp_required,
        version: 1,
    };
    role::insert(command, &created).map_err(|error| {
        field_taken(error, "name", || format!("there is a role {} already", created.name))
    })?;
    let change = Change::created(columns(&created));
    command.record((EventKind::RoleCreated, "role.create"), &created, change)?;
    Ok(created)
}
