//! Who works here, and when: what rules see beside the chat. Read again when something of it has changed.

use super::check::KnownNames;
use super::names::{lists_in, names_in};
use crate::limits::{OPERATORS_MAX, RULE_NAMES_MAX, SCHEDULES_MAX, TEAMS_MAX};
use crate::read::Related;
use crate::schedule::hours_of;
use crate::{Desk, Result};
use std::collections::{BTreeMap, HashMap};
use switchboard_model::hours::Hours;
use switchboard_model::{OperatorId, ScheduleId, TeamId};
use switchboard_store::{
    DatabaseConnection, StoreError, channel, operator, operator_presence, role, schedule, team,
};

/// Who works here, and when.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The names that rules may say, and the lists of words.
    pub known: KnownNames,
    /// The schedule of all that have none of their own.
    pub default_schedule_id: Option<ScheduleId>,
    /// Schedules with their time zones.
    pub schedules: HashMap<ScheduleId, (String, Hours)>,
    /// The schedules of teams and channels that have one of their own, by their keys.
    pub schedule_ids: BTreeMap<String, ScheduleId>,
    /// The addresses of operators.
    pub emails: HashMap<OperatorId, String>,
    /// The keys of teams, also of those that were deleted and are named by what happened.
    pub team_keys: HashMap<TeamId, String>,
}

/// Reads who works here, and when.
///
/// # Errors
/// `Store`.
pub async fn surroundings(desk: &Desk) -> Result<Surroundings> {
    desk.store().read(read).await
}

fn read(connection: &mut DatabaseConnection) -> Result<Surroundings> {
    let known = KnownNames { names: names_in(connection)?, lists: lists_in(connection)? };
    let mut around = Surroundings { known, ..Surroundings::default() };
    let rows = schedule::all(connection, SCHEDULES_MAX)?;
    around.default_schedule_id = rows.iter().find(|row| row.is_default).map(|row| row.schedule_id);
    let ids: Vec<ScheduleId> = rows.iter().map(|row| row.schedule_id).collect();
    let mut times = Related { connection }.times_of_schedules(&ids)?;
    for row in rows {
        let of_row = times.remove(&row.schedule_id).unwrap_or_default();
        let hours = hours_of(&row, &of_row)?;
        around.schedules.insert(row.schedule_id, (row.time_zone, hours));
    }
    for channel in channel::all(connection, RULE_NAMES_MAX)? {
        if let Some(id) = channel.schedule_id {
            around.schedule_ids.insert(channel.key, id);
        }
    }
    for one in operator::all(connection, OPERATORS_MAX)? {
        around.emails.insert(one.operator_id, one.email);
    }
    for team in team::all(connection, TEAMS_MAX)? {
        if let Some(id) = team.schedule_id {
            around.schedule_ids.insert(team.key.clone(), id);
        }
        around.team_keys.insert(team.team_id, team.key);
    }
    Ok(around)
}

/// How many operators are online, by the key of their team, the name of their role or their own address.
///
/// # Errors
/// `Store`.
pub async fn online(desk: &Desk) -> Result<BTreeMap<String, i64>> {
    Ok(desk.store().read(read_online).await?)
}

fn read_online(connection: &mut DatabaseConnection) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    let operators = operator::all(connection, OPERATORS_MAX)?;
    let all: Vec<OperatorId> = operators.iter().map(|one| one.operator_id).collect();
    let online = operator_presence::online(connection, &all)?;
    let roles = role::all(connection, RULE_NAMES_MAX)?;
    for one in operators.iter().filter(|one| online.contains(&one.operator_id)) {
        counts.insert(one.email.clone(), 1);
        if let Some(role) = roles.iter().find(|role| role.role_id == one.role_id) {
            *counts.entry(role.name.clone()).or_default() += 1;
        }
    }
    for team in team::all(connection, TEAMS_MAX)? {
        let members = team::members(connection, team.team_id)?;
        let count = members.iter().filter(|id| online.contains(id)).count();
        counts.insert(team.key, i64::try_from(count).unwrap_or_default());
    }
    Ok(counts)
}
