//! Writes the audit log: who did what to what, before, after, from where. In the same transaction as
//! the change.

use crate::Context;
use serde_json::Value;
use switchboard_model::event::SubjectKind;
use switchboard_store::audit::AuditLine;
use switchboard_store::{StoreError, Transaction};

/// Writes a line. `action` is the command, such as `channel.edit`; `before` and `after` hold what
/// changed, never a secret.
///
/// # Errors
/// `Store`.
pub fn record(
    transaction: &mut Transaction<'_>,
    context: &Context,
    action: &str,
    subject: (SubjectKind, i64),
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), StoreError> {
    let (author_kind, author_id) = context.actor.author();
    let line = AuditLine {
        audit_id: transaction.id(),
        at: transaction.now(),
        author_kind,
        author_id,
        action: action.to_owned(),
        subject_kind: subject.0,
        subject_id: subject.1,
        before,
        after,
        request_id: context.request_id.clone(),
        remote_address: context.remote_address.clone(),
    };
    switchboard_store::audit::insert(transaction, &line)
}
