//! The audit log, newest first. Lines with words that only a newer binary knows are left out.

use super::{Page, PageRequest};
use crate::{DatabaseConnection, Result, audit::AuditLine, schema::audit_lines};
use diesel::prelude::*;
use switchboard_model::{AuditId, AuthorKind, OperatorId, Timestamp, event::SubjectKind};

/// Which lines are asked for. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Done by this operator.
    pub operator_id: Option<OperatorId>,
    /// The command's name.
    pub action: Option<String>,
    /// Done to this: the noun and the id.
    pub subject: Option<(SubjectKind, i64)>,
    /// Done at this time or later.
    pub from: Option<Timestamp>,
    /// Done before this time.
    pub to: Option<Timestamp>,
}

/// A page of the lines.
pub fn page(
    connection: &mut DatabaseConnection,
    filter: &AuditFilter,
    page_request: &PageRequest<AuditId>,
) -> Result<Page<AuditLine>> {
    let mut query = AuditLine::query()
        .filter(audit_lines::author_kind.eq_any(AuthorKind::ALL))
        .filter(audit_lines::subject_kind.eq_any(SubjectKind::ALL))
        .into_boxed();
    if let Some(id) = filter.operator_id {
        query = query
            .filter(audit_lines::author_kind.eq(AuthorKind::Operator))
            .filter(audit_lines::author_id.eq(id.0));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit_lines::action.eq(action));
    }
    if let Some((kind, id)) = filter.subject {
        query =
            query.filter(audit_lines::subject_kind.eq(kind)).filter(audit_lines::subject_id.eq(id));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_lines::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_lines::at.lt(to));
    }
    if let Some(key) = page_request.after {
        query = query.filter(audit_lines::audit_id.lt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(audit_lines::audit_id.gt(key));
    }
    query = if page_request.is_from_end {
        query.order(audit_lines::audit_id.asc())
    } else {
        query.order(audit_lines::audit_id.desc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}
