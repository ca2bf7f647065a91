//! Changes a team: its name, who is in it, what happens to its chats.

use super::{columns, key, members};
use crate::check::{check_schedule, check_version, clean_new_name, field_taken};
use crate::limits::FORWARD_EXPIRES_BOUNDS_MS;
use crate::{Change, Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, ScheduleId, TeamId};
use switchboard_store::team;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub team_id: TeamId,
    /// The name, unique.
    pub name: Option<String>,
    /// The word by which rules name it, unique.
    pub key: Option<String>,
    /// Who is in it, all of them.
    pub operator_ids: Option<Vec<OperatorId>>,
    /// Where its chats go when they are escalated by a level; `Some(None)`: nowhere.
    pub escalates_to_team_id: Option<Option<TeamId>>,
    /// How long an offer of a chat waits for it, in milliseconds; `Some(None)`: as long as usual.
    pub forward_expires_ms: Option<Option<i64>>,
    /// Its business hours; `Some(None)`: the default's.
    pub schedule_id: Option<Option<ScheduleId>>,
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
    check_handover(command, input)?;
    check_schedule(command, input.schedule_id.flatten())?;
    let old_members = team::members(command, before.team_id)?;
    if let Some(wanted) = &input.operator_ids {
        members::set(command, &before, false, wanted)?;
    }
    let new_members = team::members(command, before.team_id)?;
    let name = name.unwrap_or_else(|| before.name.clone());
    let key = match &input.key {
        Some(given) => key::checked(command, &before, given)?,
        None => before.key.clone(),
    };
    let after = Team {
        name,
        key,
        escalates_to_team_id: input.escalates_to_team_id.unwrap_or(before.escalates_to_team_id),
        forward_expires_ms: input.forward_expires_ms.unwrap_or(before.forward_expires_ms),
        schedule_id: input.schedule_id.unwrap_or(before.schedule_id),
        version: before.version + 1,
        ..before.clone()
    };
    let change = Change::between(columns(&before, &old_members), columns(&after, &new_members));
    if change.is_nothing() {
        return Ok(before);
    }
    team::update(command, &after).map_err(|error| {
        field_taken(error, "name", || format!("there is a team {} already", after.name))
    })?;
    command.record((EventKind::TeamUpdated, "team.update"), &after, change)?;
    Ok(after)
}

fn check_handover(command: &mut Command<'_>, input: &UpdateInput) -> Result<()> {
    let above = input.escalates_to_team_id.flatten();
    if above == Some(input.team_id) {
        let reason = "a team cannot escalate to itself: name another one";
        return Err(DeskError::invalid("escalatesToTeamId", reason));
    }
    if let Some(id) = above
        && team::hold_all(command, &[id])?.is_empty()
    {
        return Err(DeskError::invalid("escalatesToTeamId", "no team has this id"));
    }
    let expires_ms = input.forward_expires_ms.flatten();
    if expires_ms.is_some_and(|given| !FORWARD_EXPIRES_BOUNDS_MS.contains(&given)) {
        let (least, most) = FORWARD_EXPIRES_BOUNDS_MS.into_inner();
        let reason = format!("must be {least} to {most} milliseconds");
        return Err(DeskError::invalid("forwardExpiresMs", reason));
    }
    Ok(())
}
