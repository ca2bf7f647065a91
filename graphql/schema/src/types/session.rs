//! A session of an operator, without its secret.

use crate::scalars::DateTime;
use async_graphql::{ID, Object};
use std::sync::Arc;
use switchboard_model::session;

/// Somewhere where you are signed in.
#[derive(Clone)]
pub struct Session {
    pub(crate) row: Arc<session::Session>,
    pub(crate) is_current: bool,
}

/// Somewhere where you are signed in. End it with `sessionRevoke`.
#[Object]
impl Session {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.session_id.into()
    }

    /// Is it the one that asks.
    async fn is_current(&self) -> bool {
        self.is_current
    }

    /// When you signed in.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it ends by itself.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.row.expires_at)
    }
}
