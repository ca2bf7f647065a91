//! Switches a version of a rule on. It acts in the name of whoever does, as far as it asks for something.

use super::check::check_against;
use super::{columns, wait};
use crate::check::check_version;
use crate::limits::RULE_PROBLEMS_TOLD;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::rule::{Rule, RuleCheck, RuleState, RuleVersion};
use switchboard_model::{Permission, RuleId};
use switchboard_store::{Lane, rule, rule_place};

/// Which rule, and which of its versions.
#[derive(Clone, Copy, Debug)]
pub struct EnableInput {
    pub rule_id: RuleId,
    /// The number of the version; none: the newest.
    pub number: Option<i64>,
    /// The version of the rule's row that the caller has seen.
    pub expected_version: Option<i64>,
}

/// Switches a version on. It begins with what happens from then on, and leaves what waits already.
///
/// # Errors
/// `Denied` without `rule.enable` and without a permission that the rule asks for, `NotFound`, `Stale`, `Invalid` for
/// a number that there is not, `Conflict` for a version with mistakes, or whose cases come to something else.
pub async fn enable(desk: &Desk, context: &Context, input: EnableInput) -> CommandResult<Rule> {
    let read = desk.read(context.actor.clone(), move |reader| {
        reader.require(Permission::RuleEnable)?;
        let known = reader.rule_names()?;
        let row = reader.visible_rules(&[input.rule_id])?.pop().ok_or(DeskError::NotFound)?;
        let number = input.number.unwrap_or(row.newest_number);
        let version = reader.related().version_of_rule(row.rule_id, number)?;
        Ok((known, row, version))
    });
    let (known, row, version) = read.await?;
    let Some(version) = version else {
        return Err(DeskError::invalid("number", "the rule has no version of this number"));
    };
    let texts = (version.source.clone(), version.tests.clone());
    let checked = check_against(desk, known, row.key, texts).await?;
    check_clean(&checked)?;
    desk.command(context, Lane::Any, move |command| enable_in(command, &input, &version, &checked))
        .await
}

/// Switches on a version that was looked at.
///
/// # Errors
/// As [`enable`].
pub fn enable_in(
    command: &mut Command<'_>,
    input: &EnableInput,
    version: &RuleVersion,
    checked: &RuleCheck,
) -> Result<Rule> {
    command.require(Permission::RuleEnable)?;
    command.require_all(&checked.permissions)?;
    let before = rule::lock(command, input.rule_id)?;
    check_version(input.expected_version, before.version)?;
    if before.state == RuleState::Live && before.live_number == Some(version.number) {
        return Ok(before);
    }
    let enabler = command.operator().ok();
    let held = enabler.map(|operator| operator.permissions().to_vec()).unwrap_or_default();
    let is_needed =
        |one: &Permission| checked.permissions.contains(one) || Permission::OF_REACH.contains(one);
    let after = Rule {
        state: RuleState::Live,
        state_reason: None,
        live_number: Some(version.number),
        enabled_by_id: enabler.map(|operator| operator.operator_id),
        permissions: held.into_iter().filter(is_needed).collect(),
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    rule::update(command, &after)?;
    rule_place::forget(command, after.rule_id)?;
    for start in &checked.waits {
        wait::begin(command, after.rule_id, start)?;
    }
    let change = Change::between(columns(&before), columns(&after));
    command.record((EventKind::RuleEnabled, "rule.enable"), &after, change)?;
    Ok(after)
}

/// The first mistakes of a version that cannot run.
fn check_clean(checked: &RuleCheck) -> Result<()> {
    if checked.is_clean() {
        return Ok(());
    }
    let all = checked.problems.iter().chain(&checked.failures);
    let told: Vec<String> = all
        .filter(|problem| !problem.is_warning)
        .take(RULE_PROBLEMS_TOLD)
        .map(|problem| format!("line {}: {}", problem.line, problem.message))
        .collect();
    Err(DeskError::conflict(format!("the rule cannot run yet: {}", told.join("; "))))
}
