//! A line of the audit log.

use crate::{
    batch::batched,
    types::author::{Author, Authors},
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::read::AuditLine;
use switchboard_graphql::{
    connection,
    lazy::Once,
    object,
    scalars::{DateTime, Json},
};
use switchboard_model::AuditId;

batched!(AuditEntry of AuditLine, audit_id: AuditId, Relations);

#[derive(Default)]
pub struct Relations {
    authors: Once<Authors>,
}

/// A change that somebody made.
#[object(id = audit_id)]
impl AuditEntry {
    /// When it was made.
    fn at(&self) -> DateTime;

    /// Who made it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Author> {
        let author = |row: &AuditLine| (row.author_kind, row.author_id);
        Authors::of_row(ctx, &self.0, |of| &of.authors, author).await
    }

    /// What was done: the command's name.
    fn action(&self) -> &str;
    /// To what kind of object.
    async fn subject_kind(&self) -> &str {
        self.0.subject_kind.as_str()
    }

    /// The global id of the object; absent where it has none.
    async fn subject_id(&self) -> Option<ID> {
        self.0.subject_kind.global_id(self.0.subject_id).map(ID)
    }

    /// What it was like before; absent where there was nothing.
    async fn before(&self) -> Option<Json> {
        self.0.before.clone().map(Json)
    }

    /// What it was like after; absent where nothing is left.
    async fn after(&self) -> Option<Json> {
        self.0.after.clone().map(Json)
    }

    /// The id of the request; absent for what the server did by itself.
    fn request_id(&self) -> Option<&str>;
    /// From which address; absent for what the server did by itself.
    fn remote_address(&self) -> Option<&str>;
    /// The program that did it, as it names itself; absent where it named none.
    fn user_agent(&self) -> Option<&str>;
    /// The global id of the session or API token that it was done by; absent for what the server did by
    /// itself and for signing in.
    async fn credential_id(&self) -> Option<ID> {
        self.0.credential_id.clone().map(ID)
    }
}

connection!(
    AuditEntryConnection,
    AuditEntryEdge,
    AuditEntry,
    "A page of the audit log.",
    "A line of the audit log in a list."
);
