//! A view: a saved list of chats, of an operator, a team or everybody.

use crate::{ChatOrder, OperatorId, Owner, SharingScope, TeamId, Timestamp, ViewId};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

/// A saved list of chats. Which of its chats somebody sees, their permissions say.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::views, primary_key(view_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct View {
    /// The id.
    pub view_id: ViewId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub scope: SharingScope,
    /// The operator, where it is one's own.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// The team, where it is a team's.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub team_id: Option<TeamId>,
    /// The name.
    pub name: String,
    /// The `ChatFilter`, as JSON: one that only a newer binary can read must not keep the others away.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub filter: serde_json::Value,
    /// How its chats are ordered.
    pub chat_order: ChatOrder,
    /// Where it stands among the others of its scope, the lowest first.
    pub position: i64,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

impl View {
    /// Who has it.
    pub fn owner(&self) -> Owner {
        Owner::of(self.operator_id, self.team_id)
    }
}
