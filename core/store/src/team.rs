//! The table of teams and who is in them.

use crate::schema::{team_operators, teams};
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId, Timestamp};

type Row = (i64, String, i64, i64);

fn from_row((team_id, name, version, created_at): Row) -> Team {
    Team { team_id: TeamId(team_id), name, version, created_at: Timestamp(created_at) }
}

/// The team with this id.
pub fn get(connection: &mut DatabaseConnection, id: TeamId) -> Result<Team, StoreError> {
    Ok(from_row(teams::table.find(id.0).select(teams::all_columns).get_result(connection)?))
}

/// The team with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: TeamId) -> Result<Option<Team>, StoreError> {
    let row: Option<Row> =
        teams::table.find(id.0).select(teams::all_columns).get_result(connection).optional()?;
    Ok(row.map(from_row))
}

/// The teams with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[TeamId],
) -> Result<Vec<Team>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = teams::table
        .filter(teams::team_id.eq_any(ids))
        .select(teams::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// All teams by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Team>, StoreError> {
    let rows: Vec<Row> = teams::table
        .order((teams::name, teams::team_id))
        .select(teams::all_columns)
        .limit(limit)
        .load(connection)?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// How many teams there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(teams::table.count().get_result(connection)?)
}

/// Adds a team; a taken name is a conflict.
pub fn insert(connection: &mut DatabaseConnection, team: &Team) -> Result<(), StoreError> {
    diesel::insert_into(teams::table)
        .values((
            teams::team_id.eq(team.team_id.0),
            teams::name.eq(&team.name),
            teams::version.eq(team.version),
            teams::created_at.eq(team.created_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that can change about a team.
pub fn update(connection: &mut DatabaseConnection, team: &Team) -> Result<(), StoreError> {
    let count = diesel::update(teams::table.find(team.team_id.0))
        .set((teams::name.eq(&team.name), teams::version.eq(team.version)))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Who is in a team, by id.
pub fn members(
    connection: &mut DatabaseConnection,
    id: TeamId,
) -> Result<Vec<OperatorId>, StoreError> {
    let ids: Vec<i64> = team_operators::table
        .filter(team_operators::team_id.eq(id.0))
        .order(team_operators::operator_id)
        .select(team_operators::operator_id)
        .load(connection)?;
    Ok(ids.into_iter().map(OperatorId).collect())
}

/// Who is in these teams: pairs of team and operator.
pub fn members_of(
    connection: &mut DatabaseConnection,
    ids: &[TeamId],
) -> Result<Vec<(TeamId, OperatorId)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, i64)> = team_operators::table
        .filter(team_operators::team_id.eq_any(ids))
        .order((team_operators::team_id, team_operators::operator_id))
        .select((team_operators::team_id, team_operators::operator_id))
        .load(connection)?;
    Ok(rows.into_iter().map(|(team, operator)| (TeamId(team), OperatorId(operator))).collect())
}

/// The teams of an operator.
pub fn ids_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Vec<TeamId>, StoreError> {
    let ids: Vec<i64> = team_operators::table
        .filter(team_operators::operator_id.eq(id.0))
        .order(team_operators::team_id)
        .select(team_operators::team_id)
        .load(connection)?;
    Ok(ids.into_iter().map(TeamId).collect())
}

/// The teams of these operators: pairs of operator and team.
pub fn of_operators(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<Vec<(OperatorId, TeamId)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, i64)> = team_operators::table
        .filter(team_operators::operator_id.eq_any(ids))
        .order((team_operators::operator_id, team_operators::team_id))
        .select((team_operators::operator_id, team_operators::team_id))
        .load(connection)?;
    Ok(rows.into_iter().map(|(operator, team)| (OperatorId(operator), TeamId(team))).collect())
}

/// Puts an operator into a team; being in it already is a conflict.
pub fn insert_member(
    connection: &mut DatabaseConnection,
    team_id: TeamId,
    operator_id: OperatorId,
) -> Result<(), StoreError> {
    diesel::insert_into(team_operators::table)
        .values((
            team_operators::team_id.eq(team_id.0),
            team_operators::operator_id.eq(operator_id.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Takes an operator out of a team.
pub fn delete_member(
    connection: &mut DatabaseConnection,
    team_id: TeamId,
    operator_id: OperatorId,
) -> Result<(), StoreError> {
    diesel::delete(team_operators::table.find((team_id.0, operator_id.0))).execute(connection)?;
    Ok(())
}
