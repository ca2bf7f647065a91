//! Changes a team: its name, who is in it.

use super::{columns, members};
use crate::check::{check_version, clean_new_name, taken};
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::team;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub team_id: TeamId,
    /// The name, unique.
    pub name: Option<String>,
    /// Who is in it, all of them.
    pub operator_ids: Option<Vec<OperatorId>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Team);

/// Changes the team.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for operators with permissions that the actor lacks and for a
/// team whose chats the actor may not see, `NotFound`, `Stale`, `Invalid`, `Conflict` for a taken name.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Team> {
    let name = clean_new_name(input.name.as_deref())?;
    let before = command.team_for_manage(input.team_id)?;
    check_version(input.expected_version, before.version)?;
    let old_members = team::members(command, before.team_id)?;
    if let Some(wanted) = &input.operator_ids {
        members::set(command, &before, false, wanted)?;
    }
    let new_members = team::members(command, before.team_id)?;
    let name = name.unwrap_or_else(|| before.name.clone());
    let after = Team { name, version: before.version + 1, ..before };
    let change = Change::between(columns(&before, &old_members), columns(&after, &new_members));
    if change.is_nothing() {
        return Ok(before);
    }
    team::update(command, &after)
        .map_err(|error| taken(error, || format!("there is a team {} already", after.name)))?;
    command.record((EventKind::TeamUpdated, "team.update"), &after, change)?;
    Ok(after)
}
