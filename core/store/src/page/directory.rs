//! The short lists of a house: operators, teams, roles, channels, reasons. By name; operators paged.

use super::{Page, Slice};
use crate::{
    DatabaseConnection, StoreError,
    schema::{channels, operators, reasons, roles, teams},
};
use diesel::prelude::*;
use switchboard_model::{ChannelId, OperatorId, ReasonId, RoleId, TeamId};

/// A page of operators, in the order in which they were added.
pub fn operators(
    connection: &mut DatabaseConnection,
    is_active: Option<bool>,
    slice: &Slice<OperatorId>,
) -> Result<Page<OperatorId>, StoreError> {
    let mut query = operators::table.select(operators::operator_id).into_boxed();
    if let Some(is_active) = is_active {
        query = query.filter(operators::is_active.eq(is_active));
    }
    if let Some(key) = slice.after {
        query = query.filter(operators::operator_id.gt(key.0));
    }
    if let Some(key) = slice.before {
        query = query.filter(operators::operator_id.lt(key.0));
    }
    query = if slice.is_from_end {
        query.order(operators::operator_id.desc())
    } else {
        query.order(operators::operator_id.asc())
    };
    let ids: Vec<i64> = query.limit(slice.count.saturating_add(1)).load(connection)?;
    Ok(Page::of(ids.into_iter().map(OperatorId).collect(), slice))
}

/// All teams by name, at most `max`.
pub fn teams(connection: &mut DatabaseConnection, max: i64) -> Result<Vec<TeamId>, StoreError> {
    let ids: Vec<i64> =
        teams::table.select(teams::team_id).order(teams::name.asc()).limit(max).load(connection)?;
    Ok(ids.into_iter().map(TeamId).collect())
}

/// All roles by name, at most `max`.
pub fn roles(connection: &mut DatabaseConnection, max: i64) -> Result<Vec<RoleId>, StoreError> {
    let ids: Vec<i64> =
        roles::table.select(roles::role_id).order(roles::name.asc()).limit(max).load(connection)?;
    Ok(ids.into_iter().map(RoleId).collect())
}

/// All channels by name, at most `max`.
pub fn channels(
    connection: &mut DatabaseConnection,
    max: i64,
) -> Result<Vec<ChannelId>, StoreError> {
    let ids: Vec<i64> = channels::table
        .select(channels::channel_id)
        .order((channels::name.asc(), channels::channel_id.asc()))
        .limit(max)
        .load(connection)?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// All reasons by name, at most `max`.
pub fn reasons(connection: &mut DatabaseConnection, max: i64) -> Result<Vec<ReasonId>, StoreError> {
    let ids: Vec<i64> = reasons::table
        .select(reasons::reason_id)
        .order(reasons::name.asc())
        .limit(max)
        .load(connection)?;
    Ok(ids.into_iter().map(ReasonId).collect())
}
