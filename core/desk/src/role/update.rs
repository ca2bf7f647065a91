//! Changes a role: its name, what it allows.

use super::{columns, sorted};
use crate::check::{check_version, clean_new_name, field_taken};
use crate::operator::check::somebody_can_manage;
use crate::{Change, Command, DeskError, Result, built_in};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Role;
use switchboard_model::{Permission, RoleId};
use switchboard_store::role;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub role_id: RoleId,
    /// The name, unique.
    pub name: Option<String>,
    /// What it allows, all of it.
    pub permissions: Option<Vec<Permission>>,
    /// Does signing in take a code of an authenticator app as well, from the next time on.
    pub is_totp_required: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Role);

/// Changes the role; its operators have the new permissions at once.
///
/// # Errors
/// `Denied` without `operator.manage` or for permissions that the actor lacks, `NotFound`, `Stale`,
/// `Invalid`, `Conflict` for a taken name, for the name of a built-in role, for the permissions of Admin,
/// and when nobody active could manage operators any more.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Role> {
    let name = clean_new_name(input.name.as_deref())?;
    role::lock_all(command)?;
    let before = command.role_for_manage(input.role_id)?;
    check_version(input.expected_version, before.version)?;
    let mut after = before.clone();
    if let Some(name) = name.filter(|name| *name != before.name) {
        if before.is_built_in {
            return Err(DeskError::conflict("a built-in role keeps its name"));
        }
        after.name = name;
    }
    if let Some(permissions) = input.permissions.as_deref().map(sorted)
        && permissions != before.permissions
    {
        if before.is_built_in && before.name == built_in::ADMIN {
            return Err(DeskError::conflict(
                "the Admin role has all permissions: create another role",
            ));
        }
        // Neither above one's own permissions nor over a role that has more.
        command.require_all(&permissions)?;
        command.require_all(&before.permissions)?;
        after.permissions = permissions;
    }
    if let Some(is_required) = input.is_totp_required.filter(|is| *is != before.is_totp_required) {
        // Who has more than the actor may be kept safe, and not made less so.
        if !is_required {
            command.require_all(&before.permissions)?;
        }
        after.is_totp_required = is_required;
    }
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    after.version += 1;
    role::update(command, &after).map_err(|error| {
        field_taken(error, "name", || format!("there is a role {} already", after.name))
    })?;
    somebody_can_manage(command)?;
    command.record((EventKind::RoleUpdated, "role.update"), &after, change)?;
    Ok(after)
}
