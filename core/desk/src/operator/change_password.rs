//! Changes a password: one's own with the old one, anybody's with `operator.manage`.

use super::password;
use crate::access::operator_for_access;
use crate::change::changed;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Operator;
use switchboard_model::{Actor, OperatorId, SessionId};
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
) -> CommandResult<Operator> {
    password::check_new("newPassword", &input.new_password)?;
    // The old password of a repeated call is right no more.
    if let Some(done) = desk.answered(context).await? {
        return Ok(done);
    }
    let guard = desk.sign_in_guard();
    let (actor, id) = (context.actor.clone(), input.operator_id);
    let (found, stored) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let found = operator_for_access(connection, &actor, id)?;
            Ok((found, operator::password_hash(connection, id)?))
        })
        .await?;
    let is_own = matches!(&context.actor, Actor::Operator(actor) if actor.operator_id == id);
    if is_own && stored.is_some() {
        let now = desk.now();
        let attempt = guard.begin(&found.email, context.peer(), now)?;
        let old = input.old_password.unwrap_or_default();
        let check = move |memory: &mut _| password::verify(memory, &old, stored.as_deref());
        if !guard.check(&attempt, check).await? {
            return Err(DeskError::invalid("oldPassword", "is not the password"));
        }
        guard.forgive(attempt);
    }
    let new = input.new_password;
    let hash = guard.hash(context.peer(), move |memory| password::hash(memory, &new)).await?;
    let keep = input.keep_session_id;
    desk.command(context, Lane::Any, move |command| store(command, id, &hash, keep)).await
}

fn store(
    command: &mut Command<'_>,
    id: OperatorId,
    hash: &str,
    keep: Option<SessionId>,
) -> Result<Operator> {
    let mut operator = command.operator_for_access(id)?;
    let now = command.now();
    operator::set_password_hash(command, id, hash)?;
    operator.version += 1;
    operator.updated_at = now;
    operator::update(command, &operator)?;
    session::revoke_of_operator(command, id, keep, now)?;
    let event = (EventKind::OperatorUpdated, "operator.change_password");
    command.record(event, &operator, changed(&["password"]))?;
    Ok(operator)
}
