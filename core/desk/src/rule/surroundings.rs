//! Who works here, and when: what rules see beside the chat. Read again when something of it has changed.

use super::check::KnownNames;
use super::names::{lists_in, names_in};
use crate::limits::{OPERATORS_MAX, RULE_NAMES_MAX, TEAMS_MAX};
use crate::schedule::all_with_hours;
use crate::{Desk, Result};
use std::collections::{BTreeMap, HashMap};
use switchboard_model::hours::Hours;
use switchboard_model::{OperatorId, ScheduleId, TeamId};
use switchboard_store::{
    DatabaseConnection, StoreError, channel, operator, operator_presence, page::batch, role, team,
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
    /// The keys of teams.
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
    for (row, hours) in all_with_hours(connection)? {
        if row.is_default {
            around.default_schedule_id = Some(row.schedule_id);
        }
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
    let teams = team::all(connection, TEAMS_MAX)?;
    let ids: Vec<TeamId> = teams.iter().map(|team| team.team_id).collect();
    let members = batch::team_members(connection, &ids)?;
    for team in teams {
        let there = members.iter().filter(|(id, one)| *id == team.team_id && online.contains(one));
        counts.insert(team.key, i64::try_from(there.count()).unwrap_or_default());
    }
    Ok(counts)
}
