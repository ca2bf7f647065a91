//! Who is in a team.

use crate::access::TeamForMembers;
use crate::change::changed;
use crate::limits::TEAM_OPERATORS_MAX;
use crate::{Command, DeskError, Result};
use switchboard_model::OperatorId;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_store::{operator, team};

/// Puts exactly these operators into the team, and tells of each who comes and goes.
pub(super) fn set(
    command: &mut Command<'_>,
    team: &Team,
    is_new: bool,
    wanted: &[OperatorId],
) -> Result<()> {
    let team_id = team.team_id;
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > TEAM_OPERATORS_MAX {
        let reason = format!("a team has at most {TEAM_OPERATORS_MAX} operators");
        return Err(DeskError::invalid("operatorIds", reason));
    }
    if operator::by_ids(command, &wanted)?.len() != wanted.len() {
        return Err(DeskError::invalid("operatorIds", "one of the operators is not there"));
    }
    let current = team::members(command, team_id)?;
    for operator_id in wanted.iter().filter(|id| !current.contains(id)) {
        let place = if is_new {
            TeamForMembers::of_new(team)
        } else {
            command.team_for_members(team_id)?
        };
        command.operator_for_manage(*operator_id)?.join(command, place)?;
        command.event(EventKind::OperatorUpdated, *operator_id, changed(&["team_ids"]))?;
    }
    for operator_id in current.iter().filter(|id| !wanted.contains(id)) {
        command.operator_for_manage(*operator_id)?.leave(command, team_id)?;
        command.event(EventKind::OperatorUpdated, *operator_id, changed(&["team_ids"]))?;
    }
    Ok(())
}
