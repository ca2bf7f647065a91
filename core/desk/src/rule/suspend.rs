//! The server switches a rule off that has failed or done too much, and says why.

use super::columns;
use crate::{Change, Command, Context, Desk, Result};
use switchboard_model::RuleId;
use switchboard_model::event::EventKind;
use switchboard_model::rule::{Rule, RuleState};
use switchboard_store::{Lane, StoreError, rule};

/// Switches it off; one that does not run stays as it is.
///
/// # Errors
/// `Store`.
pub async fn suspend(desk: &Desk, id: RuleId, reason: String) -> Result<()> {
    let context = Context::system();
    let work =
        move |command: &mut Command<'_>| -> Result<()> { Ok(suspend_in(command, id, &reason)?) };
    desk.transact(&context, Lane::Any, work).await
}

/// [`suspend`] within a running command.
pub(super) fn suspend_in(
    command: &mut Command<'_>,
    id: RuleId,
    reason: &str,
) -> Result<(), StoreError> {
    let before = rule::lock(command, id)?;
    if before.state != RuleState::Live {
        return Ok(());
    }
    let after = Rule {
        state: RuleState::Suspended,
        state_reason: Some(reason.to_owned()),
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    rule::update(command, &after)?;
    let change = Change::between(columns(&before), columns(&after));
    command.record((EventKind::RuleSuspended, "rule.suspend"), &after, change)
}
