//! Operators, roles and teams.

use crate::{OperatorId, Right, RoleId, TeamId, Timestamp};

/// A colleague who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Counts every change, from 1.
    pub version: i64,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they last changed.
    pub updated_at: Timestamp,
}

/// A named set of rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The id.
    pub role_id: RoleId,
    /// The name, unique.
    pub name: String,
    /// Came with the house; cannot be removed.
    pub is_built_in: bool,
    /// What it allows.
    pub rights: Vec<Right>,
    /// Counts every change, from 1.
    pub version: i64,
}

/// A group of operators that channels and chats are assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The id.
    pub team_id: TeamId,
    /// The name, unique.
    pub name: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}
