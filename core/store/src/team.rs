//! The table of teams and who is in them.

use crate::error::one_changed;
use crate::schema::{team_operators, teams};
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId};

/// The team with this id.
pub fn get(connection: &mut DatabaseConnection, id: TeamId) -> Result<Team, StoreError> {
    Ok(Team::query().find(id).get_result(connection)?)
}

/// The team with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: TeamId) -> Result<Option<Team>, StoreError> {
    Ok(Team::query().find(id).get_result(connection).optional()?)
}

/// The teams with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[TeamId],
) -> Result<Vec<Team>, StoreError> {
    Ok(Team::query().filter(teams::team_id.eq_any(ids)).load(connection)?)
}

/// All teams by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Team>, StoreError> {
    Ok(Team::query().order((teams::name, teams::team_id)).limit(limit).load(connection)?)
}

/// How many teams there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(teams::table.count().get_result(connection)?)
}

/// Adds a team; a taken name is a conflict.
pub fn insert(connection: &mut DatabaseConnection, team: &Team) -> Result<(), StoreError> {
    diesel::insert_into(teams::table).values(team).execute(connection)?;
    Ok(())
}

/// Writes all that can change about a team.
pub fn update(connection: &mut DatabaseConnection, team: &Team) -> Result<(), StoreError> {
    let row = teams::table.find(team.team_id);
    one_changed(diesel::update(row).set(team).execute(connection)?)
}

/// Who is in a team, by id.
pub fn members(
    connection: &mut DatabaseConnection,
    id: TeamId,
) -> Result<Vec<OperatorId>, StoreError> {
    Ok(team_operators::table
        .filter(team_operators::team_id.eq(id))
        .order(team_operators::operator_id)
        .select(team_operators::operator_id)
        .load(connection)?)
}

/// Who is in these teams: pairs of team and operator.
pub fn members_of(
    connection: &mut DatabaseConnection,
    ids: &[TeamId],
) -> Result<Vec<(TeamId, OperatorId)>, StoreError> {
    Ok(team_operators::table
        .filter(team_operators::team_id.eq_any(ids))
        .order((team_operators::team_id, team_operators::operator_id))
        .select((team_operators::team_id, team_operators::operator_id))
        .load(connection)?)
}

/// The teams of an operator.
pub fn ids_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Vec<TeamId>, StoreError> {
    Ok(team_operators::table
        .filter(team_operators::operator_id.eq(id))
        .order(team_operators::team_id)
        .select(team_operators::team_id)
        .load(connection)?)
}

/// The teams of these operators: pairs of operator and team.
pub fn of_operators(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<Vec<(OperatorId, TeamId)>, StoreError> {
    Ok(team_operators::table
        .filter(team_operators::operator_id.eq_any(ids))
        .order((team_operators::operator_id, team_operators::team_id))
        .select((team_operators::operator_id, team_operators::team_id))
        .load(connection)?)
}

/// Puts an operator into a team; being in it already is a conflict.
pub fn insert_member(
    connection: &mut DatabaseConnection,
    team_id: TeamId,
    operator_id: OperatorId,
) -> Result<(), StoreError> {
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
) -> Result<(), StoreError> {
    diesel::delete(team_operators::table.find((team_id, operator_id))).execute(connection)?;
    Ok(())
}
