//! Changes an operator: name, address, role, teams, whether they may sign in.

use super::set_status::set_offline;
use super::{check, columns};
use crate::check::{check_version, clean_new_name, field_taken};
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, RoleId, TeamId};
use switchboard_store::{role, team};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub operator_id: OperatorId,
    /// The address to sign in with.
    pub email: Option<String>,
    /// The name that customers see.
    pub name: Option<String>,
    pub role_id: Option<RoleId>,
    /// The teams, all of them.
    pub team_ids: Option<Vec<TeamId>>,
    /// May sign in; `false` ends all sessions and API tokens.
    pub is_active: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Operator);

/// Changes the operator. One may change one's own name without a permission.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for one who has permissions that the actor lacks, for a
/// team whose chats the actor may not see and for an address that an API token gives, `NotFound`, `Stale`, `Invalid`, `Conflict` for a taken address
/// and for the last active operator who may manage operators.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Operator> {
    let email = input.email.as_deref().map(check::email).transpose()?;
    let name = clean_new_name(input.name.as_deref())?;
    role::lock_all(command)?;
    let before = if is_name_alone(input) {
        command.operator_for_change(input.operator_id)?
    } else {
        command.operator_for_manage(input.operator_id)?
    };
    check_version(input.expected_version, before.version)?;
    let mut after = Operator {
        email: email.unwrap_or_else(|| before.email.clone()),
        name: name.unwrap_or_else(|| before.name.clone()),
        is_active: input.is_active.unwrap_or(before.is_active),
        ..before.changed(command)
    };
    if after.email != before.email {
        command.interactive()?;
    }
    if let Some(role_id) = input.role_id.filter(|role_id| *role_id != before.role_id) {
        // Neither above one's own permissions nor over somebody who has more.
        check::role_to_give(command, before.role_id)?;
        after.role_id = check::role_to_give(command, role_id)?.role_id;
    }
    let old_teams = team::ids_of_operator(command, before.operator_id)?;
    let teams = match &input.team_ids {
        Some(team_ids) => check::teams(command, team_ids)?,
        None => old_teams.clone(),
    };
    let change = Change::between(columns(&before, &old_teams), columns(&after, &teams));
    if change.is_nothing() {
        return Ok(Operator::clone(&before));
    }
    check::set_teams(command, &before, &old_teams, &teams)?;
    before.write(command, &after).map_err(|error| {
        field_taken(error, "email", || format!("{} is taken by another operator", after.email))
    })?;
    check::somebody_can_manage(command)?;
    if !after.is_active {
        before.shut_out(command)?;
        set_offline(command, &before)?;
    }
    command.record((EventKind::OperatorUpdated, "operator.update"), &after, change)?;
    Ok(after)
}

/// One may change one's own name without a permission.
fn is_name_alone(input: &UpdateInput) -> bool {
    input.email.is_none()
        && input.role_id.is_none()
        && input.team_ids.is_none()
        && input.is_active.is_none()
}
