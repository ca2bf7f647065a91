//! The table of the audit log. Lines are only added.

use crate::dialect::direct;
use crate::schema::audit_lines;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::event::SubjectKind;
use switchboard_model::{AuditId, AuthorKind, Timestamp};

/// A line of the audit log: who did what to what, before, after, from where.
#[derive(Clone, Debug, PartialEq, HasQuery, Insertable)]
#[diesel(table_name = audit_lines, treat_none_as_default_value = false)]
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
    /// The program that did it, as it names itself.
    pub user_agent: Option<String>,
    /// The session or API token that it was done by, as its id is outside.
    pub credential_id: Option<String>,
}

/// Adds a line.
pub fn insert(connection: &mut DatabaseConnection, line: &AuditLine) -> Result<()> {
    let insert = diesel::insert_into(audit_lines::table).values(line);
    direct!(connection => insert.execute(connection))?;
    Ok(())
}
