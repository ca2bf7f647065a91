//! Operators, roles and teams.

use crate::{OperatorId, Permission, RoleId, ScheduleId, TeamId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

/// A colleague who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::operators, primary_key(operator_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Operator {
    /// The id.
    pub operator_id: OperatorId,
    /// The address to sign in with, lower case, unique.
    pub email: String,
    /// The name that customers see.
    pub name: String,
    /// The role.
    pub role_id: RoleId,
    /// May sign in.
    pub is_active: bool,
    /// SHA-256 in hex of their picture; none where they have none. The picture has its own functions, so that it
    /// never rides along.
    pub avatar_sha256: Option<String>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When they were added.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When they last changed.
    pub updated_at: Timestamp,
}

/// A named set of permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::roles, primary_key(role_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Role {
    /// The id.
    pub role_id: RoleId,
    /// The name, unique.
    pub name: String,
    /// Came with the server; cannot be removed.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub is_built_in: bool,
    /// What it allows.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<Permission>>))]
    pub permissions: Vec<Permission>,
    /// Does signing in take a code of an authenticator app as well.
    pub is_totp_required: bool,
    /// Counts every change, from 1.
    pub version: i64,
}

/// A group of operators that channels and chats are assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::teams, primary_key(team_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Team {
    /// The id.
    pub team_id: TeamId,
    /// The name, unique among those that are there.
    pub name: String,
    /// The word by which rules name it, unique among those that are there.
    pub key: String,
    /// Where its chats go when they are escalated by a level.
    pub escalates_to_team_id: Option<TeamId>,
    /// How long an offer of a chat waits for it, in milliseconds; none: as long as usual.
    pub forward_expires_ms: Option<i64>,
    /// Its business hours; none: the default's.
    pub schedule_id: Option<ScheduleId>,
    /// Since when it is there no more; closed chats and what happened still name it.
    pub deleted_at: Option<Timestamp>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}
