//! A macro: what is done again and again with a chat, as one.

use crate::{MacroId, OperatorId, Owner, SharingScope, TeamId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

/// Several things that are done with a chat together (F49): all of them, or none.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::macros, primary_key(macro_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Macro {
    /// The id.
    pub macro_id: MacroId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub scope: SharingScope,
    /// The operator, of one's own.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// The team, of a team's.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub team_id: Option<TeamId>,
    /// What it does, in words.
    pub title: String,
    /// The `Intent`s in their order, as JSON: one that only a newer binary can read must not keep the others
    /// away.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub acts: serde_json::Value,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Macro {
    /// Whose it is.
    pub fn owner(&self) -> Owner {
        Owner::of(self.operator_id, self.team_id)
    }
}
