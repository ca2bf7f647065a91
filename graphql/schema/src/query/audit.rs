//! The audit log.

use crate::{
    batch::{Batched, page},
    caller::read,
    types::audit::{AuditEntry, AuditEntryConnection},
};
use async_graphql::{Context, InputObject, Result};
use switchboard_desk::read::{self, PageRequest};
use switchboard_graphql::{
    object,
    page::encode,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{AuditId, OperatorId};

/// Which lines of the audit log. Absent fields ask for nothing.
#[derive(Clone, Default, InputObject)]
pub struct AuditFilter {
    /// Done by this operator.
    operator_id: Option<Id<OperatorId>>,
    /// The command's name.
    action: Option<String>,
    /// Done at this time or later.
    from: Option<DateTime>,
    /// Done before this time.
    to: Option<DateTime>,
}

#[derive(Default)]
pub struct AuditQuery;

/// The audit log.
#[object]
impl AuditQuery {
    /// Who changed what, newest first.
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines.")] filter: Option<AuditFilter>,
        wanted: PageRequest<AuditId>,
    ) -> Result<AuditEntryConnection> {
        let filter = filter.unwrap_or_default();
        let filter = read::AuditFilter {
            operator_id: filter.operator_id.plain(),
            action: filter.action,
            subject: None,
            from: filter.from.plain(),
            to: filter.to.plain(),
        };
        let lines = read(ctx, move |reader| reader.audit_log(&filter, &wanted)).await?;
        Ok(AuditEntryConnection::of(page(lines), |entry: &AuditEntry| encode(&entry.key())))
    }
}
