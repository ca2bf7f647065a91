//! A line of the audit log.

use crate::{
    api::api,
    lazy::Once,
    page::connection,
    scalars::{DateTime, Json},
    types::author::{Author, Authors},
};
use async_graphql::{Context, ID, Object, Result};
use std::sync::Arc;
use switchboard_store::page::audit::AuditLine;

/// A change that somebody made.
#[derive(Clone)]
pub struct AuditEntry {
    pub(crate) row: Arc<AuditLine>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<AuditLine>>,
    authors: Once<Authors>,
}

impl AuditEntry {
    /// Siblings of these lines.
    pub fn siblings(rows: Vec<AuditLine>) -> Vec<Self> {
        let family = |rows| Siblings { rows, authors: Once::default() };
        crate::family::shared(rows, family, |row, family| Self { row, family })
    }
}

/// A change that somebody made.
#[Object]
impl AuditEntry {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.audit_id.into()
    }

    /// When it was made.
    async fn at(&self) -> DateTime {
        DateTime(self.row.at)
    }

    /// Who made it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Author> {
        let all = self.family.rows.iter().map(|row| (row.author_kind, row.author_id));
        let authors =
            self.family.authors.get(|| async { Authors::load(api(ctx)?, all).await }).await?;
        Ok(authors.find(self.row.author_kind, self.row.author_id))
    }

    /// What was done: the command's name.
    async fn action(&self) -> &str {
        &self.row.action
    }

    /// To what kind of object.
    async fn subject_kind(&self) -> &str {
        &self.row.subject_kind
    }

    /// The global id of the object; absent where it has none.
    async fn subject_id(&self) -> Option<ID> {
        crate::types::node::global_id(&self.row.subject_kind, self.row.subject_id)
    }

    /// What it was like before; absent where there was nothing.
    async fn before(&self) -> Option<Json> {
        json(self.row.before.as_deref())
    }

    /// What it was like after; absent where nothing is left.
    async fn after(&self) -> Option<Json> {
        json(self.row.after.as_deref())
    }

    /// The id of the request; absent for what the house did by itself.
    async fn request_id(&self) -> Option<&str> {
        self.row.request_id.as_deref()
    }

    /// From which address; absent for what the house did by itself.
    async fn remote_address(&self) -> Option<&str> {
        self.row.remote_address.as_deref()
    }
}

fn json(text: Option<&str>) -> Option<Json> {
    text.and_then(|text| serde_json::from_str(text).ok()).map(Json)
}

connection!(
    AuditEntryConnection,
    AuditEntryEdge,
    AuditEntry,
    "A page of the audit log.",
    "A line of the audit log in a list."
);
