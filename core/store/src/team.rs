//! The table of teams and who is in them.

use crate::dialect::Number;
use crate::schema::{team_operators, teams};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::{sql_query, sql_types::BigInt};
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId};

queries!(Team in teams by team_id: TeamId {
    /// Also of one that was deleted, as closed chats name it.
    get,
    /// Also of one that was deleted.
    hold,
    /// Also of one that was deleted.
    lock,
    /// Also of those that were deleted.
    by_ids,
    /// A name that another one has which is there is a conflict.
    insert,
    /// A name that another one has which is there is a conflict.
    update,
});

/// Those of these teams that are there, and stay so until the commit: what a command refers to.
pub fn hold_all(connection: &mut DatabaseConnection, ids: &[TeamId]) -> Result<Vec<Team>> {
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(hold(connection, *id)?.filter(|team| team.deleted_at.is_none()));
    }
    Ok(rows)
}

/// Those of these teams that are there.
pub fn find_all(connection: &mut DatabaseConnection, ids: &[TeamId]) -> Result<Vec<Team>> {
    let mut rows = by_ids(connection, ids)?;
    rows.retain(|team| team.deleted_at.is_none());
    Ok(rows)
}

/// The teams that are there by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Team>> {
    Ok(Team::query()
        .filter(teams::deleted_at.is_null())
        .order((teams::name, teams::team_id))
        .limit(limit)
        .load(connection)?)
}

/// How many teams are there.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64> {
    Ok(teams::table.filter(teams::deleted_at.is_null()).count().get_result(connection)?)
}

/// Has it open chats, or would one that is offered come to it or back to it.
pub fn has_open_chats(connection: &mut DatabaseConnection, id: TeamId) -> Result<bool> {
    let text = "SELECT chat_id AS number FROM chats WHERE team_id = $1 \
        AND status NOT IN ('CLOSED', 'ARCHIVED') AND deleted_at IS NULL \
        UNION ALL SELECT chat_id FROM forwards WHERE state = 'OFFERED' \
        AND (from_team_id = $1 OR to_team_id = $1) LIMIT 1";
    is_found(connection, text, id)
}

/// Does a channel give it new chats, or show it its chats. Those that were deleted do not count.
pub fn has_channels(connection: &mut DatabaseConnection, id: TeamId) -> Result<bool> {
    let text = "SELECT channel_id AS number FROM channels WHERE state <> 'DELETED' \
        AND (team_id = $1 OR EXISTS (SELECT 1 FROM channel_members \
        WHERE channel_members.channel_id = channels.channel_id \
        AND channel_members.kind = 'TEAM' AND channel_members.member_id = $1)) LIMIT 1";
    is_found(connection, text, id)
}

/// Does another team escalate to it.
pub fn is_escalated_to(connection: &mut DatabaseConnection, id: TeamId) -> Result<bool> {
    let text = "SELECT team_id AS number FROM teams WHERE escalates_to_team_id = $1 \
        AND deleted_at IS NULL LIMIT 1";
    is_found(connection, text, id)
}

/// Has it templates, replacements, macros or views of its own.
pub fn has_texts(connection: &mut DatabaseConnection, id: TeamId) -> Result<bool> {
    let text = "SELECT team_id AS number FROM templates WHERE team_id = $1 \
        UNION ALL SELECT team_id FROM replacements WHERE team_id = $1 \
        UNION ALL SELECT team_id FROM macros WHERE team_id = $1 \
        UNION ALL SELECT team_id FROM views WHERE team_id = $1 LIMIT 1";
    is_found(connection, text, id)
}

fn is_found(connection: &mut DatabaseConnection, text: &str, id: TeamId) -> Result<bool> {
    let found: Vec<Number> = sql_query(text).bind::<BigInt, _>(id.0).load(connection)?;
    Ok(!found.is_empty())
}

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
