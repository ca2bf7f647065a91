//! Rules: what admins write, who switches it on, and what is done of what a rule asks for. The language is behind the
//! port `RuleLanguage`; who asks the rules at each event is `flow::ruler`.

pub mod apply;
mod asked;
pub mod check;
pub mod delete;
pub mod disable;
pub mod enable;
mod enabler;
pub mod follow;
mod guard;
mod names;
mod perform;
pub mod picture;
mod reply;
pub mod save;
pub mod surroundings;
pub mod suspend;
pub mod wait;

pub use asked::Asked;
pub use names::{lists_in, names_in};
pub use switchboard_store::rule_run::RuleRunFilter;

use crate::access::can_read;
use crate::limits::{RULE_RUNS_PAGE_MAX, RULE_VERSIONS_PAGE_MAX, RULES_MAX};
use crate::read::{Reader, Related};
use crate::{DeskError, Result};
use serde_json::{Value, json};
use std::collections::HashSet;
use switchboard_model::rule::{Rule, RuleRun, RuleVersion};
use switchboard_model::{ChatId, Permission, RuleId};
use switchboard_store::{chat, rule, rule_run};

noun!(Rule.rule_id: RuleId in rule, read as rules, seen as Permission(|_rule| Permission::RuleRead));

impl Reader<'_> {
    /// All rules in their order.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn all_rules(&mut self) -> Result<Vec<Rule>> {
        self.require(Permission::RuleRead)?;
        Ok(rule::all(self.related().connection, RULES_MAX)?)
    }

    /// The rule of a key, or none.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn rule_by_key(&mut self, key: &str) -> Result<Option<Rule>> {
        self.require(Permission::RuleRead)?;
        Ok(rule::by_key(self.related().connection, key)?)
    }

    /// Those of these rules that the operator may know of.
    pub fn visible_rules(&mut self, ids: &[RuleId]) -> Result<Vec<Rule>> {
        if self.require(Permission::RuleRead).is_err() {
            return Ok(Vec::new());
        }
        self.related().rules(ids)
    }

    /// The versions of a rule below a number, newest first, at most `limit`.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn rule_versions(
        &mut self,
        id: RuleId,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<RuleVersion>> {
        self.require(Permission::RuleRead)?;
        let before = before.unwrap_or(i64::MAX);
        let limit = limit.min(RULE_VERSIONS_PAGE_MAX);
        Ok(rule::versions(self.related().connection, id, before, limit)?)
    }

    /// What rules came to, newest first, at most `limit`; those in chats that the operator does not see are left out.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn rule_runs(&mut self, filter: RuleRunFilter, limit: i64) -> Result<Vec<RuleRun>> {
        self.require(Permission::RuleRead)?;
        let actor = self.actor();
        let connection = &mut *self.related().connection;
        let mut runs = rule_run::newest(connection, filter, limit.min(RULE_RUNS_PAGE_MAX))?;
        let mut ids: Vec<ChatId> = runs.iter().map(|run| run.chat_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut seen = HashSet::new();
        for chat in chat::by_ids(connection, &ids)? {
            if can_read(connection, actor, &chat)? {
                seen.insert(chat.chat_id);
            }
        }
        runs.retain(|run| seen.contains(&run.chat_id));
        Ok(runs)
    }
}

impl Related<'_> {
    /// A version of a rule, or none.
    pub fn version_of_rule(&mut self, id: RuleId, number: i64) -> Result<Option<RuleVersion>> {
        Ok(rule::find_version(self.connection, id, number)?)
    }

    /// These versions of rules, in any order.
    pub fn versions_of_rules(&mut self, wanted: &[(RuleId, i64)]) -> Result<Vec<RuleVersion>> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        Ok(rule::versions_numbered(self.connection, wanted)?)
    }
}

/// A rule as the audit log tells it. What it says is in its versions.
fn columns(rule: &Rule) -> Value {
    json!({
        "key": rule.key,
        "title": rule.title,
        "position": rule.position,
        "state": rule.state.as_str(),
        "newest_number": rule.newest_number,
        "live_number": rule.live_number,
    })
}

/// The word of a rule or a list: the name of its file.
pub(crate) fn clean_key(key: &str) -> Result<String> {
    let is_plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_')
    };
    let key = key.trim();
    if key.is_empty() || key.len() > crate::limits::RULE_KEY_MAX_BYTES || !key.chars().all(is_plain)
    {
        let reason = format!(
            "must be 1 to {} small letters, digits, - and _, such as 20-payment",
            crate::limits::RULE_KEY_MAX_BYTES
        );
        return Err(DeskError::invalid("key", reason));
    }
    Ok(key.to_owned())
}
