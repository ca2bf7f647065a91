//! Switches a rule off. Its timers end, and what waits is forgotten: switched on again, it begins with what happens then.

use super::columns;
use crate::check::check_version;
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::rule::{Rule, RuleState};
use switchboard_model::{Permission, RuleId};
use switchboard_store::{rule, rule_place, rule_timer};

/// Which rule.
#[derive(Clone, Copy, Debug)]
pub struct DisableInput {
    pub rule_id: RuleId,
    /// The version of the rule's row that the caller has seen.
    pub expected_version: Option<i64>,
}

command!(disable: disable_in(&DisableInput) -> Rule);

/// Switches it off; one that does not run stays as it is, but for one that the server has switched off.
///
/// # Errors
/// `Denied` without `rule.enable`, `NotFound`, `Stale`.
pub fn disable_in(command: &mut Command<'_>, input: &DisableInput) -> Result<Rule> {
    command.require(Permission::RuleEnable)?;
    let before = rule::lock(command, input.rule_id)?;
    check_version(input.expected_version, before.version)?;
    if matches!(before.state, RuleState::Draft | RuleState::Off) {
        return Ok(before);
    }
    let after = Rule {
        state: RuleState::Off,
        state_reason: None,
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    rule::update(command, &after)?;
    rule_place::forget(command, after.rule_id)?;
    rule_timer::stop_all(command, after.rule_id)?;
    let change = Change::between(columns(&before), columns(&after));
    command.record((EventKind::RuleDisabled, "rule.disable"), &after, change)?;
    Ok(after)
}
