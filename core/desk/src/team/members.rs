//! Who is in a team.

use crate::admin::append;
use crate::limits::TEAM_OPERATORS_MAX;
use crate::{Context, DeskError};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::{Transaction, operator, team};

/// Puts exactly these operators into the team; returns who came and who went, and tells of each.
pub(super) fn set(
    transaction: &mut Transaction<'_>,
    context: &Context,
    team_id: TeamId,
    wanted: &[OperatorId],
) -> Result<Vec<OperatorId>, DeskError> {
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() > TEAM_OPERATORS_MAX {
        let reason = format!("a team has at most {TEAM_OPERATORS_MAX} operators");
        return Err(DeskError::invalid("operatorIds", reason));
    }
    if operator::by_ids(transaction, &wanted)?.len() != wanted.len() {
        return Err(DeskError::invalid("operatorIds", "one of the operators is not there"));
    }
    let current = team::members(transaction, team_id)?;
    let mut changed = Vec::new();
    for operator_id in wanted.iter().filter(|id| !current.contains(id)) {
        team::insert_member(transaction, team_id, *operator_id)?;
        changed.push(*operator_id);
    }
    for operator_id in current.iter().filter(|id| !wanted.contains(id)) {
        team::delete_member(transaction, team_id, *operator_id)?;
        changed.push(*operator_id);
    }
    for operator_id in &changed {
        let subject = (SubjectKind::Operator, operator_id.0);
        append(transaction, context, EventKind::OperatorEdited, subject, &["team_ids"])?;
    }
    Ok(changed)
}
