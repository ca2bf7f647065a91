//! The rules: made, changed and deleted by who may see to retention, and may do themselves what a rule does.

use crate::chat::names_label::{NamesLabel, filter_with_label_replaced, hold_labels};
use crate::check::{
    check_filter, check_limit, check_version, clean_name, clean_new_name, filter_as_stored,
};
use crate::limits::{DAY_MS, RETENTION_DAYS, RETENTION_RULES_MAX};
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::EventKind;
use switchboard_model::retention::{RetentionAct, RetentionRule};
use switchboard_model::{ChatFilter, LabelId, Permission, RetentionRuleId};
use switchboard_store::{DatabaseConnection, StoreError, retention_rule};

/// A new rule.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name.
    pub name: String,
    /// What the chats are like.
    pub filter: ChatFilter,
    /// How long after the last message, in days.
    pub after_days: i64,
    /// What is done.
    pub act: RetentionAct,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub retention_rule_id: RetentionRuleId,
    /// The name.
    pub name: Option<String>,
    /// What the chats are like.
    pub filter: Option<ChatFilter>,
    /// How long after the last message, in days.
    pub after_days: Option<i64>,
    /// What is done.
    pub act: Option<RetentionAct>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// The filter of a rule.
///
/// # Errors
/// `Unsupported` for one that only a newer version can read: such a rule does nothing.
pub fn filter_of(rule: &RetentionRule) -> Result<ChatFilter> {
    serde_json::from_value(rule.filter.clone()).map_err(|_| {
        DeskError::unsupported(format!(
            "the retention rule {:?} asks for something that this version does not know: update the server, \
             or give the rule another filter",
            rule.name
        ))
    })
}

command!(create: create_in(&CreateInput) -> RetentionRule);

/// Adds a rule, which is looked at from the next night on.
///
/// # Errors
/// `Denied` without `retention.manage` or the permission for what it does, `Invalid` for name, filter and time,
/// `Conflict` when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<RetentionRule> {
    require(command, input.act)?;
    let count = retention_rule::count(command)?;
    check_limit(count, RETENTION_RULES_MAX, "retention rules", "delete one")?;
    let rule = RetentionRule {
        retention_rule_id: command.id(),
        name: clean_name("name", &input.name)?,
        filter: held(command, &input.filter)?,
        after_ms: after_ms(input.after_days)?,
        act: input.act,
        version: 1,
        created_at: command.now(),
    };
    retention_rule::insert(command, &rule)?;
    let change = Change::created(columns(&rule));
    command.record((EventKind::RetentionRuleCreated, "retention_rule.create"), &rule, change)?;
    Ok(rule)
}

command!(update: update_in(&UpdateInput) -> RetentionRule);

/// Changes a rule.
///
/// # Errors
/// As of [`create_in`]; `NotFound`, `Stale`.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<RetentionRule> {
    command.require(Permission::RetentionManage)?;
    let before = retention_rule::lock(command, input.retention_rule_id)?;
    check_version(input.expected_version, before.version)?;
    let act = input.act.unwrap_or(before.act);
    require(command, act)?;
    let after = RetentionRule {
        name: clean_new_name(input.name.as_deref())?.unwrap_or_else(|| before.name.clone()),
        filter: match &input.filter {
            Some(filter) => held(command, filter)?,
            None => before.filter.clone(),
        },
        after_ms: input.after_days.map_or(Ok(before.after_ms), after_ms)?,
        act,
        ..before.clone()
    };
    write(command, before, after)
}

impl NamesLabel for RetentionRule {
    type Id = RetentionRuleId;

    fn locked(command: &mut Command<'_>, id: RetentionRuleId) -> Result<Self, StoreError> {
        retention_rule::lock(command, id)
    }

    fn with_label_replaced(&self, label_id: LabelId, by: LabelId) -> Result<Option<Self>> {
        let filter = filter_with_label_replaced(filter_of(self), label_id, by)?;
        Ok(filter.map(|filter| Self { filter, ..self.clone() }))
    }

    fn write(command: &mut Command<'_>, before: Self, after: Self) -> Result<Self> {
        write(command, before, after)
    }
}

/// Writes a changed rule.
fn write(
    command: &mut Command<'_>,
    before: RetentionRule,
    after: RetentionRule,
) -> Result<RetentionRule> {
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    let after = RetentionRule { version: before.version + 1, ..after };
    retention_rule::update(command, &after)?;
    command.record((EventKind::RetentionRuleUpdated, "retention_rule.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(RetentionRuleId) -> RetentionRuleId);

/// Deletes a rule. What it has done stays done.
///
/// # Errors
/// `Denied` without `retention.manage`, `NotFound`.
pub fn delete_in(command: &mut Command<'_>, id: RetentionRuleId) -> Result<RetentionRuleId> {
    command.require(Permission::RetentionManage)?;
    let rule = retention_rule::get(command, id)?;
    retention_rule::delete(command, id)?;
    let change = Change::deleted(columns(&rule));
    command.record((EventKind::RetentionRuleDeleted, "retention_rule.delete"), &rule, change)?;
    Ok(id)
}

/// Nobody has a rule do what they may not do themselves.
fn require(command: &Command<'_>, act: RetentionAct) -> Result<()> {
    command.require(Permission::RetentionManage)?;
    match act {
        RetentionAct::Archive => command.require(Permission::ChatArchive),
        RetentionAct::Delete => command.require(Permission::ChatDelete),
        RetentionAct::Erase => command.require(Permission::ContactErase),
    }
}

/// The filter as it is stored, if it is within its bounds and the same for everybody.
pub(super) fn checked(connection: &mut DatabaseConnection, filter: &ChatFilter) -> Result<Value> {
    check_filter(connection, filter)?;
    if filter.depends_on_viewer() {
        let reason = "asks for chats that are yours or that you have not read: a rule is the same for everybody";
        return Err(DeskError::invalid("filter", reason));
    }
    filter_as_stored(filter)
}

fn held(command: &mut Command<'_>, filter: &ChatFilter) -> Result<Value> {
    let stored = checked(command, filter)?;
    hold_labels(command, filter)?;
    Ok(stored)
}

pub(super) fn after_ms(days: i64) -> Result<i64> {
    if RETENTION_DAYS.contains(&days) {
        return Ok(days * DAY_MS);
    }
    let (least, most) = (RETENTION_DAYS.start(), RETENTION_DAYS.end());
    Err(DeskError::invalid("afterDays", format!("is no number of days from {least} to {most}")))
}

fn columns(rule: &RetentionRule) -> Value {
    json!({
        "name": rule.name,
        "filter": rule.filter,
        "after_days": rule.after_ms / DAY_MS,
        "act": rule.act.as_str(),
    })
}
