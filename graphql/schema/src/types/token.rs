//! An API token, without its secret.

use crate::{enums::Right, scalars::DateTime};
use async_graphql::{ID, Object};
use std::sync::Arc;
use switchboard_model::session;

/// An API token. Its secret is told once, when it is made.
#[derive(Clone)]
pub struct Token {
    pub(crate) row: Arc<session::Token>,
}

/// An API token. Its secret is told once, when it is made.
#[Object]
impl Token {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.token_id.into()
    }

    /// What it is for.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// What it may do, as far as its operator still may.
    async fn rights(&self) -> Vec<Right> {
        self.row.rights.iter().map(|right| (*right).into()).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it was last used, to the minute; absent when it never was.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.row.last_used_at.map(DateTime)
    }

    /// When it ends by itself; absent when it does not.
    async fn expires_at(&self) -> Option<DateTime> {
        self.row.expires_at.map(DateTime)
    }

    /// When it was revoked; absent while it works.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.row.revoked_at.map(DateTime)
    }
}
