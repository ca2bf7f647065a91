//! Checks what is said about an operator, and that somebody stays who can manage operators.

use crate::access::{OperatorForChange, TeamForMembers};
use crate::check::is_email;
use crate::limits::{FIELD_MAX_CHARACTERS, OPERATOR_TEAMS_MAX};
use crate::{Command, DeskError, Result, built_in};
use switchboard_model::operator::Role;
use switchboard_model::{Permission, RoleId, TeamId};
use switchboard_store::{DatabaseConnection, operator, role, team};

/// An address to sign in with: lower case, one `@`, no spaces.
pub(crate) fn email(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    if !is_email(&email) || email.ends_with("@.") {
        return Err(DeskError::invalid("email", "is no email address: name@example.com"));
    }
    if email.chars().count() > FIELD_MAX_CHARACTERS {
        let reason = format!("is longer than {FIELD_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("email", reason));
    }
    Ok(email)
}

/// A role that the actor may give: it has no permission that the actor lacks.
pub(crate) fn role_to_give(command: &mut Command<'_>, id: RoleId) -> Result<Role> {
    let role = role::find(command, id)?
        .ok_or_else(|| DeskError::invalid("roleId", "there is no such role"))?;
    command.require_all(&role.permissions)?;
    Ok(role)
}

/// The role of somebody new, which the actor may give: the built-in Operator where none is named, or Admin where
/// nobody is there yet.
pub(crate) fn role_of_new(command: &mut Command<'_>, wanted: Option<RoleId>) -> Result<RoleId> {
    let role_id = match wanted {
        Some(role_id) => role_id,
        None => default_role(command)?,
    };
    Ok(role_to_give(command, role_id)?.role_id)
}

fn default_role(connection: &mut DatabaseConnection) -> Result<RoleId> {
    let is_first = !operator::exists_any(connection)?;
    let name = if is_first { built_in::ADMIN } else { built_in::OPERATOR };
    let role = role::find_by_name(connection, name)?;
    role.map(|role| role.role_id).ok_or_else(|| DeskError::invalid("roleId", "name a role"))
}

/// The teams, each once, all of them there.
pub(crate) fn teams(connection: &mut DatabaseConnection, ids: &[TeamId]) -> Result<Vec<TeamId>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > OPERATOR_TEAMS_MAX || team::hold_all(connection, &ids)?.len() != ids.len() {
        return Err(DeskError::invalid("teamIds", "one of the teams is not there"));
    }
    Ok(ids)
}

/// The teams, to put an operator into them.
pub(crate) fn for_members(
    command: &mut Command<'_>,
    ids: &[TeamId],
) -> Result<Vec<TeamForMembers>> {
    ids.iter().map(|id| command.team_for_members(*id)).collect()
}

/// Puts the operator into these teams and takes them out of all others.
pub(super) fn set_teams(
    command: &mut Command<'_>,
    operator: &OperatorForChange,
    current: &[TeamId],
    wanted: &[TeamId],
) -> Result<()> {
    for team_id in wanted.iter().filter(|team_id| !current.contains(team_id)) {
        let team = command.team_for_members(*team_id)?;
        operator.join(command, team)?;
    }
    for team_id in current.iter().filter(|team_id| !wanted.contains(team_id)) {
        operator.leave(command, *team_id)?;
    }
    Ok(())
}

/// Refuses a change that left nobody active who can manage operators. Ask after the change, with all
/// roles locked before it.
pub(crate) fn somebody_can_manage(connection: &mut DatabaseConnection) -> Result<()> {
    for (_, _, permissions) in operator::active_with_permissions(connection)? {
        if permissions.contains(&Permission::OperatorManage) {
            return Ok(());
        }
    }
    Err(DeskError::conflict(
        "nobody active could manage operators any more: give another operator that permission first",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lower_case_and_look_like_one() {
        assert_eq!(email(" Ana@Example.COM ").expect("an address"), "ana@example.com");
        for word in ["", "ana", "@example.com", "ana@", "a b@example.com", "a@b@c", "a\0@b.c"] {
            assert!(email(word).is_err(), "{word:?} was taken");
        }
    }
}
