//! Rules by which what was said is not kept for ever.

use crate::{RetentionRuleId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// What becomes of what a retention rule means.
    RetentionAct {
        /// Chats are put away.
        Archive = "ARCHIVE",
        /// Chats are deleted with all that was said in them.
        Delete = "DELETE",
        /// Contacts are erased with all that was said with them, once all of their chats are that old.
        Erase = "ERASE",
    }
}

/// A rule: so long after the last message, this is done with closed chats like these.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::retention_rules, primary_key(retention_rule_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct RetentionRule {
    /// The id.
    pub retention_rule_id: RetentionRuleId,
    /// The name.
    pub name: String,
    /// The `ChatFilter`, as JSON: one that only a newer binary can read must not keep the others away.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub filter: serde_json::Value,
    /// How long after the last message, in milliseconds.
    pub after_ms: i64,
    /// What is done.
    pub act: RetentionAct,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}
