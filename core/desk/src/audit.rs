//! Writes the audit log: who did what to what, before, after, from where. In the same transaction as
//! the change.

use crate::admin::require;
use crate::{Context, Desk, DeskError};
use serde_json::Value;
use switchboard_model::Right;
use switchboard_model::event::SubjectKind;
use switchboard_store::audit::AuditLine;
use switchboard_store::{Lane, StoreError, Transaction};

/// Notes an act of the whole house that changes no row, such as `search.rebuild`, before it begins.
///
/// # Errors
/// `Denied` without the right, `Store`.
pub async fn note(
    desk: &Desk,
    context: &Context,
    right: Right,
    action: &'static str,
) -> Result<(), DeskError> {
    require(&context.actor, right)?;
    let context = context.clone();
    let subject = (SubjectKind::Setting, 0);
    desk.store()
        .write(Lane::Any, move |transaction| {
            Ok(record(transaction, &context, action, subject, None, None)?)
        })
        .await
}

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
