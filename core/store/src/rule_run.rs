//! The table of what rules came to.

use crate::schema::rule_runs;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::rule::{RuleOutcome, RuleRun};
use switchboard_model::{ChatId, RuleId, RuleRunId, Timestamp};

queries!(RuleRun in rule_runs by rule_run_id: RuleRunId copied { by_ids, insert });

/// Which runs are asked for. An absent field asks for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleRunFilter {
    /// Of this rule.
    pub rule_id: Option<RuleId>,
    /// In this chat.
    pub chat_id: Option<ChatId>,
    /// Before this time.
    pub before: Option<Timestamp>,
}

/// What rules came to, newest first, at most `limit`.
pub fn newest(
    connection: &mut DatabaseConnection,
    filter: RuleRunFilter,
    limit: i64,
) -> Result<Vec<RuleRun>> {
    let mut query = RuleRun::query().into_boxed();
    if let Some(id) = filter.rule_id {
        query = query.filter(rule_runs::rule_id.eq(id));
    }
    if let Some(id) = filter.chat_id {
        query = query.filter(rule_runs::chat_id.eq(id));
    }
    if let Some(at) = filter.before {
        query = query.filter(rule_runs::at.lt(at));
    }
    Ok(query.order(rule_runs::rule_run_id.desc()).limit(limit).load(connection)?)
}

/// How often a rule came to this in a chat since then.
pub fn count_in_chat(
    connection: &mut DatabaseConnection,
    (rule_id, chat_id): (RuleId, ChatId),
    outcome: RuleOutcome,
    since: Timestamp,
) -> Result<i64> {
    Ok(rule_runs::table
        .filter(rule_runs::chat_id.eq(chat_id))
        .filter(rule_runs::rule_id.eq(rule_id))
        .filter(rule_runs::at.ge(since))
        .filter(rule_runs::outcome.eq(outcome))
        .count()
        .get_result(connection)?)
}

/// In how many chats a rule came to this since then, counted up to `limit` runs.
pub fn count_chats(
    connection: &mut DatabaseConnection,
    rule_id: RuleId,
    outcome: RuleOutcome,
    since: Timestamp,
    limit: i64,
) -> Result<usize> {
    let mut chats: Vec<ChatId> = rule_runs::table
        .filter(rule_runs::rule_id.eq(rule_id))
        .filter(rule_runs::at.ge(since))
        .filter(rule_runs::outcome.eq(outcome))
        .order(rule_runs::rule_run_id.desc())
        .select(rule_runs::chat_id)
        .limit(limit)
        .load(connection)?;
    chats.sort_unstable();
    chats.dedup();
    Ok(chats.len())
}

/// Removes what rules came to before a time, at most `limit` runs; returns how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp, limit: i64) -> Result<usize> {
    let old: Vec<RuleRunId> = rule_runs::table
        .filter(rule_runs::at.lt(before))
        .order(rule_runs::at)
        .select(rule_runs::rule_run_id)
        .limit(limit)
        .load(connection)?;
    if old.is_empty() {
        return Ok(0);
    }
    Ok(diesel::delete(rule_runs::table.filter(rule_runs::rule_run_id.eq_any(&old)))
        .execute(connection)?)
}
