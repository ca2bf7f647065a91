//! The table of teams and who is in them.

use crate::schema::team_operators;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId};

queries!(Team in teams by team_id: TeamId { get, find, by_ids, all, count, insert, update });

/// Who is in a team, by id.
pub fn members(connection: &mut DatabaseConnection, id: TeamId) -> Result<Vec<OperatorId>> {
    Ok(team_operators::table
        .filter(team_operators::team_id.eq(id))
        .order(team_operators::operator_id)
        .select(team_operators::operator_id)
        .load(connection)?)
}

/// The teams of an operator.
pub fn ids_of_operator(connection: &mut DatabaseConnection, id: OperatorId) -> Result<Vec<TeamId>> {
    Ok(team_operators::table
        .filter(team_operators::operator_id.eq(id))
        .order(team_operators::team_id)
        .select(team_operators::team_id)
        .load(connection)?)
}

/// Puts an operator into a team; being in it already is a conflict.
pub fn insert_member(
    connection: &mut DatabaseConnection,
    team_id: TeamId,
    operator_id: OperatorId,
) -> Result<()> {
    diesel::insert_into(team_operators::table)
        .values((team_operators::team_id.eq(team_id), team_operators::operator_id.eq(operator_id)))
        .execute(connection)?;
    Ok(())
}

/// Takes an operator out of a team.
pub fn delete_member(
    connection: &mut DatabaseConnection,
    team_id: TeamId,
    operator_id: OperatorId,
) -> Result<()> {
    diesel::delete(team_operators::table.find((team_id, operator_id))).execute(connection)?;
    Ok(())
}
