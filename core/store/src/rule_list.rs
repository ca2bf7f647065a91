//! The table of lists of words.

use crate::schema::rule_lists;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::rule::RuleList;

queries!(RuleList in rule_lists by rule_list_id: RuleListId {
    get, lock, by_ids, count,
    /// A taken key is a conflict.
    insert,
    update, delete,
});

/// All lists by their keys, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<RuleList>> {
    Ok(RuleList::query().order(rule_lists::key).limit(limit).load(connection)?)
}

/// The list of a key, or none.
pub fn by_key(connection: &mut DatabaseConnection, key: &str) -> Result<Option<RuleList>> {
    Ok(RuleList::query().filter(rule_lists::key.eq(key)).first(connection).optional()?)
}
