//! The audit log, newest first.

use super::{Page, Slice};
use crate::{DatabaseConnection, StoreError, schema::audit};
use diesel::prelude::*;
use switchboard_model::{AuditId, AuthorKind, OperatorId, Timestamp, event::SubjectKind};

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    /// The id.
    pub audit_id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: Option<i64>,
    /// What was done: the command's name.
    pub action: String,
    /// To what: the noun.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: i64,
    /// What it was like before, as JSON.
    pub before: Option<String>,
    /// What it was like after, as JSON.
    pub after: Option<String>,
    /// The request it came by.
    pub request_id: Option<String>,
    /// From where.
    pub remote_address: Option<String>,
}

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

type Row = (
    i64,
    i64,
    String,
    Option<i64>,
    String,
    String,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// A page of the lines.
pub fn page(
    connection: &mut DatabaseConnection,
    filter: &AuditFilter,
    slice: &Slice<AuditId>,
) -> Result<Page<AuditLine>, StoreError> {
    let mut query = audit::table.into_boxed();
    if let Some(id) = filter.operator_id {
        query = query
            .filter(audit::author_kind.eq(AuthorKind::Operator.as_str()))
            .filter(audit::author_id.eq(id.0));
    }
    if let Some(action) = &filter.action {
        query = query.filter(audit::action.eq(action.clone()));
    }
    if let Some((kind, id)) = &filter.subject {
        query =
            query.filter(audit::subject_kind.eq(kind.as_str())).filter(audit::subject_id.eq(*id));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit::at.ge(from.0));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit::at.lt(to.0));
    }
    if let Some(key) = slice.after {
        query = query.filter(audit::audit_id.lt(key.0));
    }
    if let Some(key) = slice.before {
        query = query.filter(audit::audit_id.gt(key.0));
    }
    query = if slice.is_from_end {
        query.order(audit::audit_id.asc())
    } else {
        query.order(audit::audit_id.desc())
    };
    let rows: Vec<Row> = query.limit(slice.count.saturating_add(1)).load(connection)?;
    let items: Vec<AuditLine> = rows.into_iter().map(line).collect::<Result<_, _>>()?;
    Ok(Page::of(items, slice))
}

fn line(row: Row) -> Result<AuditLine, StoreError> {
    let (
        id,
        at,
        author_kind,
        author_id,
        action,
        subject_kind,
        subject_id,
        before,
        after,
        request_id,
        remote_address,
    ) = row;
    Ok(AuditLine {
        audit_id: AuditId(id),
        at: Timestamp(at),
        author_kind: author_kind.parse()?,
        author_id,
        action,
        subject_kind,
        subject_id,
        before,
        after,
        request_id,
        remote_address,
    })
}
