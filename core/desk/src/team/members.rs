//! Who is in a team.

use crate::change::changed;
use crate::limits::TEAM_OPERATORS_MAX;
use crate::{Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::{operator, team};

/// Puts exactly these operators into the team, and tells of each who comes and goes.
pub(super) fn set(command: &mut Command<'_>, team_id: TeamId, wanted: &[OperatorId]) -> Result<()> {
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
        team::insert_member(command, team_id, *operator_id)?;
        command.event(EventKind::OperatorUpdated, *operator_id, changed(&["team_ids"]))?;
    }
    for operator_id in current.iter().filter(|id| !wanted.contains(id)) {
        team::delete_member(command, team_id, *operator_id)?;
        command.event(EventKind::OperatorUpdated, *operator_id, changed(&["team_ids"]))?;
    }
    Ok(())
}
