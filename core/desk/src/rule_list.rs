//! Lists of words that rules share.

pub mod delete;
pub mod save;

use crate::Result;
use crate::limits::RULE_LISTS_MAX;
use crate::read::Reader;
use switchboard_model::rule::RuleList;
use switchboard_model::{Permission, RuleListId};
use switchboard_store::rule_list;

noun!(RuleList.rule_list_id: RuleListId in rule_list, read as rule_lists,
    seen as Permission(|_list| Permission::RuleRead));

impl Reader<'_> {
    /// All lists by their keys.
    ///
    /// # Errors
    /// `Denied` without `rule.read`.
    pub fn all_rule_lists(&mut self) -> Result<Vec<RuleList>> {
        self.require(Permission::RuleRead)?;
        Ok(rule_list::all(self.related().connection, RULE_LISTS_MAX)?)
    }

    /// Those of these lists that the operator may know of.
    pub fn visible_rule_lists(&mut self, ids: &[RuleListId]) -> Result<Vec<RuleList>> {
        if self.require(Permission::RuleRead).is_err() {
            return Ok(Vec::new());
        }
        self.related().rule_lists(ids)
    }
}
