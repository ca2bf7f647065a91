//! Deletes a list of words. A rule that looks for its words fails from then on, and says so.

use super::save::columns;
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::{Permission, RuleListId};
use switchboard_store::rule_list;

command!(delete: delete_in(RuleListId) -> RuleListId);

/// Deletes it.
///
/// # Errors
/// `Denied` without `rule.update`, `NotFound`.
pub fn delete_in(command: &mut Command<'_>, rule_list_id: RuleListId) -> Result<RuleListId> {
    command.require(Permission::RuleUpdate)?;
    let deleted = rule_list::lock(command, rule_list_id)?;
    rule_list::delete(command, rule_list_id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::RuleListDeleted, "rule_list.delete"), &deleted, change)?;
    Ok(rule_list_id)
}
