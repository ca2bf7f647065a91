//! Changes a password: one's own with the old one, or that of an operator whom the actor may change.

use super::password;
use crate::access::{InteractiveSession, operator_for_change};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::operator::Operator;
use switchboard_model::{Actor, OperatorId};
use switchboard_store::{Lane, operator};

/// The new password.
#[derive(Clone)]
pub struct ChangePasswordInput {
    /// Whose.
    pub operator_id: OperatorId,
    /// The old password; needed for one's own.
    pub old_password: Option<String>,
    /// The new password.
    pub new_password: String,
    /// Do the API tokens end as well; none: another's do, because whoever knew the password may have made
    /// some, and one's own go on.
    pub revoke_tokens: Option<bool>,
}

/// Changes the password, and ends all sessions of the operator but the one that asks.
///
/// # Errors
/// `Denied`, `Forbidden` for an API token and for one who has permissions that the actor lacks, `NotFound`, `Invalid` for a wrong old or a weak new password, `TooMany` for guesses.
pub async fn change_password(
    desk: &Desk,
    context: &Context,
    input: ChangePasswordInput,
) -> CommandResult<Operator> {
    password::check_new("newPassword", &input.new_password)?;
    desk.once(context, change_once(desk, context, input)).await
}

async fn change_once(
    desk: &Desk,
    context: &Context,
    input: ChangePasswordInput,
) -> CommandResult<Operator> {
    let guard = desk.sign_in_guard();
    InteractiveSession::of(&context.actor)?;
    let (actor, id) = (context.actor.clone(), input.operator_id);
    let (found, stored) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let found = operator_for_change(connection, &actor, id)?;
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
    let revoke_tokens = input.revoke_tokens.unwrap_or(!is_own);
    desk.command(context, Lane::Any, move |command| store(command, id, &hash, revoke_tokens)).await
}

fn store(
    command: &mut Command<'_>,
    id: OperatorId,
    hash: &str,
    revoke_tokens: bool,
) -> Result<Operator> {
    let session = command.interactive()?;
    let before = command.operator_for_change(id)?;
    before.set_password(command, session, hash)?;
    before.end_sessions(command, session, session.session_id())?;
    let mut names = vec!["password"];
    if revoke_tokens && before.end_tokens(command, session)? > 0 {
        names.push("tokens");
    }
    Ok(command.note_changed(&before, "operator.change_password", &names)?)
}
