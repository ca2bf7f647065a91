//! A reason for closing a chat.

use crate::family::Family;
use async_graphql::{ID, Object};
use std::sync::Arc;
use switchboard_model::{ReasonId, chat};
use switchboard_store::{DatabaseConnection, StoreError};

/// Why chats are closed: one entry of the admins' list.
#[derive(Clone)]
pub struct Reason {
    pub(crate) row: Arc<chat::Reason>,
}

impl Family for Reason {
    type Id = ReasonId;
    type Row = chat::Reason;

    fn siblings(rows: Vec<chat::Reason>) -> Vec<Self> {
        rows.into_iter().map(|row| Self { row: Arc::new(row) }).collect()
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[ReasonId],
    ) -> Result<Vec<chat::Reason>, StoreError> {
        switchboard_store::reason::by_ids(connection, ids)
    }

    fn key(&self) -> ReasonId {
        self.row.reason_id
    }
}

/// Why chats are closed: one entry of the admins' list.
#[Object]
impl Reason {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.reason_id.into()
    }

    /// The text.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Can it be chosen for new closings.
    async fn is_active(&self) -> bool {
        self.row.is_active
    }
}
