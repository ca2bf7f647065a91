//! Changes a password: one's own with the old one, anybody's with `operator.manage`.

use super::password;
use crate::admin::{append, is_self, operator_for_access};
use crate::{Context, Desk, DeskError, Done, audit};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, SessionId};
use switchboard_store::{Lane, operator, session};

/// The new password.
#[derive(Clone)]
pub struct ChangePasswordInput {
    /// Whose.
    pub operator_id: OperatorId,
    /// The old password; needed for one's own.
    pub old_password: Option<String>,
    /// The new password.
    pub new_password: String,
    /// The session that goes on; all others of the operator end.
    pub keep_session_id: Option<SessionId>,
}

/// Changes the password.
///
/// # Errors
/// `Denied`, `NotFound`, `Invalid` for a wrong old or a weak new password, `TooMany` for guesses.
pub async fn change_password(
    desk: &Desk,
    context: &Context,
    input: ChangePasswordInput,
) -> Result<Done<Operator>, DeskError> {
    password::check_new("newPassword", &input.new_password)?;
    // The old password of a repeated call is right no more.
    if let Some(done) = desk.answered(context).await? {
        return Ok(done);
    }
    let guard = desk.sign_in_guard();
    let (actor, id) = (context.actor.clone(), input.operator_id);
    let (found, stored) = desk
        .store()
        .read(move |connection| -> Result<_, DeskError> {
            let found = operator_for_access(connection, &actor, id)?;
            Ok((found, operator::password_hash(connection, id)?))
        })
        .await?;
    if is_self(&context.actor, id) && stored.is_some() {
        let now = desk.store().clock().now();
        let attempt = guard.begin(&found.email, context.remote_address.as_deref(), now)?;
        let old = input.old_password.unwrap_or_default();
        if !guard.hash(move || password::verify(&old, stored.as_deref())).await? {
            return Err(DeskError::invalid("oldPassword", "is not the password"));
        }
        guard.forgive(attempt);
    }
    let new = input.new_password;
    let hash = guard.hash(move || password::hash(&new)).await?;
    let (acting, keep) = (context.clone(), input.keep_session_id);
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let mut changed = operator_for_access(transaction, &acting.actor, id)?;
            let now = transaction.now();
            operator::set_password_hash(transaction, id, &hash)?;
            changed.version += 1;
            changed.updated_at = now;
            operator::update(transaction, &changed)?;
            session::revoke_of_operator(transaction, id, keep, now)?;
            let subject = (SubjectKind::Operator, id.0);
            audit::record(transaction, &acting, "operator.change_password", subject, None, None)?;
            let kind = EventKind::OperatorEdited;
            append(transaction, &acting, kind, subject, &["password"])?;
            Ok(changed)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
