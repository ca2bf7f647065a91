//! Signs an operator in with address and password.

use super::password;
use crate::limits::OWNER_SESSIONS_MAX;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::AuthorKind;
use switchboard_model::operator::Operator;
use switchboard_model::session::{Session, SessionOwner};
use switchboard_store::{Lane, StoreError, operator, session};

/// Address and password.
#[derive(Clone)]
pub struct SignInInput {
    /// The address, in any case.
    pub email: String,
    /// The password.
    pub password: String,
}

/// One who has signed in.
#[derive(Clone)]
pub struct SignedIn {
    pub operator: Operator,
    pub session: Session,
    /// The session's secret (`sbs_…`), for the cookie. Stored only as a hash.
    pub secret: String,
}

/// Signs in. A wrong password, an unknown address and a disabled operator look and cost the same.
///
/// # Errors
/// `Denied` for a wrong pair, `TooMany` after too many wrong ones.
pub async fn sign_in(
    desk: &Desk,
    context: &Context,
    input: SignInInput,
) -> CommandResult<SignedIn> {
    let email = input.email.trim().to_lowercase();
    let now = desk.now();
    let guard = desk.sign_in_guard();
    let attempt = guard.begin(&email, context.peer(), now)?;
    let found = desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            let Some(found) = operator::find_by_email(connection, &email)? else { return Ok(None) };
            let hash = operator::password_hash(connection, found.operator_id)?;
            Ok(Some((found, hash)))
        })
        .await?;
    let stored = found.as_ref().and_then(|(_, hash)| hash.clone());
    let password = input.password;
    let check = move |memory: &mut _| password::verify(memory, &password, stored.as_deref());
    let is_right = guard.check(&attempt, check).await?;
    let operator = match found {
        Some((operator, _)) if is_right && operator.is_active => operator,
        _ => return Err(DeskError::Denied),
    };
    guard.forgive(attempt);
    let life_ms = desk.limits().operator_session_ms;
    desk.transact(context, Lane::Any, move |command| {
        // Disabled while the password was checked.
        let operator = operator::get(command, operator.operator_id)?;
        if !operator.is_active {
            return Err(DeskError::Denied);
        }
        let signed_in = begin_session(command, operator, life_ms)?;
        Ok(command.committed(signed_in)?)
    })
    .await
}

/// Begins an operator's session, with its audit line. Beyond so many the oldest one ends.
pub(super) fn begin_session(
    command: &mut Command<'_>,
    operator: Operator,
    life_ms: i64,
) -> Result<SignedIn> {
    let now = command.now();
    let session = Session {
        session_id: command.id(),
        owner: SessionOwner::Operator(operator.operator_id),
        secret_generation: None,
        user_agent: command.context().user_agent.clone(),
        remote_network: command.context().remote_network(),
        created_at: now,
        last_used_at: now,
        expires_at: now.plus_ms(life_ms),
        revoked_at: None,
    };
    let secret = new_secret(SecretKind::OperatorSession);
    session::insert(command, &session, &hash(&secret))?;
    session::revoke_beyond(command, session.owner, OWNER_SESSIONS_MAX, now)?;
    let author = (AuthorKind::Operator, Some(operator.operator_id.0));
    command.audit_by(author, "operator.sign_in", &operator, (None, None))?;
    Ok(SignedIn { operator, session, secret })
}
