//! The tables of rules and of their versions.

use crate::error::one_changed;
use crate::schema::{rule_lists, rule_places, rule_runs, rule_timers, rule_versions, rules};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::RuleId;
use switchboard_model::rule::{Rule, RuleState, RuleVersion};

queries!(Rule in rules by rule_id: RuleId copied {
    get, lock, by_ids, count,
    /// A taken key is a conflict.
    insert,
    update,
});

/// All rules in their order, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Rule>> {
    Ok(Rule::query().order((rules::position, rules::key)).limit(limit).load(connection)?)
}

/// The rule of a key, or none.
pub fn by_key(connection: &mut DatabaseConnection, key: &str) -> Result<Option<Rule>> {
    Ok(Rule::query().filter(rules::key.eq(key)).first(connection).optional()?)
}

/// The rules that run, each with the version that runs, in their order.
pub fn live(connection: &mut DatabaseConnection) -> Result<Vec<(Rule, RuleVersion)>> {
    let live: Vec<Rule> = Rule::query()
        .filter(rules::state.eq(RuleState::Live))
        .order((rules::position, rules::key))
        .load(connection)?;
    let mut rows = Vec::with_capacity(live.len());
    for rule in live {
        if let Some(number) = rule.live_number
            && let Some(version) = find_version(connection, rule.rule_id, number)?
        {
            rows.push((rule, version));
        }
    }
    Ok(rows)
}

/// Removes a rule that does not run, with its versions and what is known of its runs.
pub fn delete(connection: &mut DatabaseConnection, id: RuleId) -> Result<()> {
    diesel::delete(rule_runs::table.filter(rule_runs::rule_id.eq(id))).execute(connection)?;
    diesel::delete(rule_timers::table.filter(rule_timers::rule_id.eq(id))).execute(connection)?;
    diesel::delete(rule_places::table.filter(rule_places::rule_id.eq(id))).execute(connection)?;
    diesel::delete(rule_versions::table.filter(rule_versions::rule_id.eq(id)))
        .execute(connection)?;
    one_changed(diesel::delete(rules::table.find(id)).execute(connection)?)
}

/// Adds a version; a taken number is a conflict.
pub fn insert_version(connection: &mut DatabaseConnection, version: &RuleVersion) -> Result<()> {
    diesel::insert_into(rule_versions::table).values(version).execute(connection)?;
    Ok(())
}

/// A version by its number, or none.
pub fn find_version(
    connection: &mut DatabaseConnection,
    id: RuleId,
    number: i64,
) -> Result<Option<RuleVersion>> {
    Ok(RuleVersion::query()
        .filter(rule_versions::rule_id.eq(id))
        .filter(rule_versions::number.eq(number))
        .first(connection)
        .optional()?)
}

/// These versions, by their rules and numbers, in no particular order.
pub fn versions_numbered(
    connection: &mut DatabaseConnection,
    wanted: &[(RuleId, i64)],
) -> Result<Vec<RuleVersion>> {
    let ids: Vec<RuleId> = wanted.iter().map(|(id, _)| *id).collect();
    let numbers: Vec<i64> = wanted.iter().map(|(_, number)| *number).collect();
    let mut rows: Vec<RuleVersion> = RuleVersion::query()
        .filter(rule_versions::rule_id.eq_any(ids))
        .filter(rule_versions::number.eq_any(numbers))
        .load(connection)?;
    rows.retain(|row| wanted.contains(&(row.rule_id, row.number)));
    Ok(rows)
}

/// The versions of a rule below a number, newest first, at most `limit`.
pub fn versions(
    connection: &mut DatabaseConnection,
    id: RuleId,
    before: i64,
    limit: i64,
) -> Result<Vec<RuleVersion>> {
    Ok(RuleVersion::query()
        .filter(rule_versions::rule_id.eq(id))
        .filter(rule_versions::number.lt(before))
        .order(rule_versions::number.desc())
        .limit(limit)
        .load(connection)?)
}

/// The words of all lists by their keys.
pub fn list_words(connection: &mut DatabaseConnection) -> Result<Vec<(String, String)>> {
    Ok(rule_lists::table.select((rule_lists::key, rule_lists::words)).load(connection)?)
}
