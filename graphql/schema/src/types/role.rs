//! A role: a named set of rights.

use crate::{enums::Right, family::Family};
use async_graphql::{ID, Object};
use std::sync::Arc;
use switchboard_model::{RoleId, operator};
use switchboard_store::{DatabaseConnection, StoreError};

/// A named set of rights.
#[derive(Clone)]
pub struct Role {
    pub(crate) row: Arc<operator::Role>,
}

impl Family for Role {
    type Id = RoleId;
    type Row = operator::Role;

    fn siblings(rows: Vec<operator::Role>) -> Vec<Self> {
        rows.into_iter().map(|row| Self { row: Arc::new(row) }).collect()
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[RoleId],
    ) -> Result<Vec<operator::Role>, StoreError> {
        switchboard_store::role::by_ids(connection, ids)
    }

    fn key(&self) -> RoleId {
        self.row.role_id
    }
}

/// A named set of rights.
#[Object]
impl Role {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.role_id.into()
    }

    /// The name, unique.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// What it allows.
    async fn rights(&self) -> Vec<Right> {
        self.row.rights.iter().map(|right| (*right).into()).collect()
    }

    /// Came with the house; cannot be removed.
    async fn is_built_in(&self) -> bool {
        self.row.is_built_in
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }
}
