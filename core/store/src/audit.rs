//! The table of the audit log. Lines are only added.

use crate::schema::audit;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::event::SubjectKind;
use switchboard_model::{AuditId, AuthorKind, Timestamp};

/// A line of the audit log: who did what to what, before, after, from where.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    /// The id, in order of time.
    pub audit_id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: Option<i64>,
    /// The command, such as `channel.edit`.
    pub action: String,
    /// What it was done to.
    pub subject_kind: SubjectKind,
    /// The subject's id.
    pub subject_id: i64,
    /// What changed, as it was; a JSON object without secrets.
    pub before: Option<serde_json::Value>,
    /// What changed, as it became.
    pub after: Option<serde_json::Value>,
    /// The request that did it.
    pub request_id: Option<String>,
    /// Where it came from.
    pub remote_address: Option<String>,
}

#[derive(Queryable)]
struct Row {
    audit_id: i64,
    at: i64,
    author_kind: String,
    author_id: Option<i64>,
    action: String,
    subject_kind: String,
    subject_id: i64,
    before: Option<String>,
    after: Option<String>,
    request_id: Option<String>,
    remote_address: Option<String>,
}

impl TryFrom<Row> for AuditLine {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let json = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
        Ok(Self {
            audit_id: AuditId(row.audit_id),
            at: Timestamp(row.at),
            author_kind: row.author_kind.parse()?,
            author_id: row.author_id,
            action: row.action,
            subject_kind: row.subject_kind.parse()?,
            subject_id: row.subject_id,
            before: json(row.before)?,
            after: json(row.after)?,
            request_id: row.request_id,
            remote_address: row.remote_address,
        })
    }
}

/// Adds a line.
pub fn insert(connection: &mut DatabaseConnection, line: &AuditLine) -> Result<(), StoreError> {
    diesel::insert_into(audit::table)
        .values((
            audit::audit_id.eq(line.audit_id.0),
            audit::at.eq(line.at.0),
            audit::author_kind.eq(line.author_kind.as_str()),
            audit::author_id.eq(line.author_id),
            audit::action.eq(&line.action),
            audit::subject_kind.eq(line.subject_kind.as_str()),
            audit::subject_id.eq(line.subject_id),
            audit::before.eq(line.before.as_ref().map(ToString::to_string)),
            audit::after.eq(line.after.as_ref().map(ToString::to_string)),
            audit::request_id.eq(&line.request_id),
            audit::remote_address.eq(&line.remote_address),
        ))
        .execute(connection)?;
    Ok(())
}

/// The lines about one subject, the newest first, at most `limit`.
pub fn of_subject(
    connection: &mut DatabaseConnection,
    subject_kind: SubjectKind,
    subject_id: i64,
    limit: i64,
) -> Result<Vec<AuditLine>, StoreError> {
    let rows: Vec<Row> = audit::table
        .filter(audit::subject_kind.eq(subject_kind.as_str()))
        .filter(audit::subject_id.eq(subject_id))
        .order(audit::audit_id.desc())
        .select(audit::all_columns)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}
