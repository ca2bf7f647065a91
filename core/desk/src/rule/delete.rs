//! Deletes a rule that does not run, with its versions and what is known of its runs. What it did stays.

use super::columns;
use crate::{Change, Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::rule::RuleState;
use switchboard_model::{Permission, RuleId};
use switchboard_store::rule;

command!(delete: delete_in(RuleId) -> RuleId);

/// Deletes it.
///
/// # Errors
/// `Denied` without `rule.update`, `NotFound`, `Conflict` while it runs.
pub fn delete_in(command: &mut Command<'_>, rule_id: RuleId) -> Result<RuleId> {
    command.require(Permission::RuleUpdate)?;
    let deleted = rule::lock(command, rule_id)?;
    if deleted.state == RuleState::Live {
        return Err(DeskError::conflict("the rule runs: switch it off first"));
    }
    rule::delete(command, rule_id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::RuleDeleted, "rule.delete"), &deleted, change)?;
    Ok(rule_id)
}
