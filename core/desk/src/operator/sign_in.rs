//! Signs an operator in with address and password, and a code of their authenticator app where they have
//! one or their role asks for it.

use super::guard::Try;
use super::lock_out::LockOut;
use super::{password, totp};
use crate::limits::OWNER_SESSIONS_MAX;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result, SecondFactor};
use serde_json::Value;
use switchboard_model::operator::Operator;
use switchboard_model::session::{Session, SessionOwner};
use switchboard_model::{AuthorKind, OperatorId};
use switchboard_store::{Lane, operator, role, session};

/// Address and password.
#[derive(Clone)]
pub struct SignInInput {
    /// The address, in any case.
    pub email: String,
    /// The password.
    pub password: String,
    /// What the authenticator app shows, or a recovery code; where no code is asked for it means nothing.
    pub code: Option<String>,
}

/// One who has signed in.
#[derive(Clone)]
pub struct SignedIn {
    pub operator: Operator,
    pub session: Session,
    /// The session's secret (`sbs_…`), for the cookie. Stored only as a hash.
    pub secret: String,
    /// The recovery codes of one who has set up their app with this; told once.
    pub recovery_codes: Vec<String>,
}

/// Signs in. A wrong password, an unknown address and a disabled operator look and cost the same.
///
/// # Errors
/// `NotAllowed` for a wrong pair, `TooMany` after too many wrong ones, `SecondFactor` where the pair is right
/// and not enough, `Forbidden` where passwords are switched off.
pub async fn sign_in(
    desk: &Desk,
    context: &Context,
    input: SignInInput,
) -> CommandResult<SignedIn> {
    let (life_ms, code) = (desk.limits().operator_session_ms, input.code.clone());
    with_password(desk, context, input, move |command, operator| {
        let recovery_codes = second_factor(command, &operator, code.as_deref())?;
        Ok(SignedIn { recovery_codes, ..begin_session(command, operator, life_ms, None)? })
    })
    .await
}

/// Gives one whose role asks for an authenticator app and who has none the secret for it: signing in with a
/// code of the app confirms it.
///
/// # Errors
/// As [`sign_in`]; `Conflict` for one who has an app, and for one who need not have one: they set it up
/// when they have signed in.
pub async fn begin_totp(
    desk: &Desk,
    context: &Context,
    input: SignInInput,
) -> CommandResult<totp::Setup> {
    with_password(desk, context, input, begin_required_totp).await
}

/// The secret of the app that the role of one asks for who is not signed in yet.
pub(super) fn begin_required_totp(
    command: &mut Command<'_>,
    operator: Operator,
) -> Result<totp::Setup> {
    let is_required = role::get(command, operator.role_id)?.is_totp_required;
    if !is_required || totp::confirmed(command, operator.operator_id)?.is_some() {
        return Err(DeskError::conflict("sign in: no app has to be set up for that"));
    }
    let email = operator.email.clone();
    let operator = command.operator_for_change(operator.operator_id)?;
    let setup = totp::begin(command, &operator, &email)?;
    let author = (AuthorKind::Operator, Some(operator.operator_id.0));
    command.audit_by(author, "operator.begin_totp", operator.operator_id, (None, None))?;
    Ok(setup)
}

/// Are there passwords on this server.
pub(crate) fn require_passwords(desk: &Desk) -> Result<()> {
    if desk.limits().has_passwords {
        return Ok(());
    }
    Err(DeskError::forbidden(
        "passwords are switched off on this server: sign in with your identity provider, at /session/oidc",
    ))
}

/// Does something for one who knows the password of an account, as a transaction of its own.
async fn with_password<T: Send + 'static>(
    desk: &Desk,
    context: &Context,
    input: SignInInput,
    work: impl FnMut(&mut Command<'_>, Operator) -> Result<T> + Send + 'static,
) -> CommandResult<T> {
    require_passwords(desk)?;
    let email = input.email.trim().to_lowercase();
    let now = desk.now();
    let guard = desk.sign_in_guard();
    let attempt = guard.begin(&email, context.peer(), now)?;
    let lock_out = LockOut::of(&email, context.peer());
    let looks = lock_out.clone();
    let found = desk
        .store()
        .read(move |connection| -> Result<_> {
            looks.check(connection, now)?;
            let Some(found) = operator::find_by_email(connection, &email)? else { return Ok(None) };
            let hash = operator::password_hash(connection, found.operator_id)?;
            Ok(Some((found, hash)))
        })
        .await?;
    let stored = found.as_ref().and_then(|(_, hash)| hash.clone());
    let password = input.password;
    let check = move |memory: &mut _| password::verify(memory, &password, stored.as_deref());
    let is_right = guard.check(&attempt, check).await?;
    let operator_id = match found {
        Some((operator, _)) if is_right && operator.is_active => operator.operator_id,
        _ => {
            lock_out.count(desk).await?;
            return Err(DeskError::NotAllowed);
        }
    };
    proven(desk, context, operator_id, (attempt, lock_out), work).await
}

/// Does something for one who has proven to be this operator, as a transaction of its own. Codes may still be
/// missing: who guesses those is locked out.
pub(super) async fn proven<T: Send + 'static>(
    desk: &Desk,
    context: &Context,
    operator_id: OperatorId,
    (attempt, lock_out): (Try, LockOut),
    mut work: impl FnMut(&mut Command<'_>, Operator) -> Result<T> + Send + 'static,
) -> CommandResult<T> {
    let guard = desk.sign_in_guard();
    let codes = LockOut::of_codes(operator_id);
    let (forgives, of_account) = (lock_out.clone(), codes.clone());
    let done = desk
        .transact(context, Lane::Any, move |command| {
            // Disabled meanwhile.
            let operator = operator::get(command, operator_id)?;
            if !operator.is_active {
                return Err(DeskError::NotAllowed);
            }
            let now = command.now();
            of_account.check(command, now)?;
            let value = work(command, operator)?;
            forgives.forget(command)?;
            of_account.forget(command)?;
            Ok(command.committed(value)?)
        })
        .await;
    match &done {
        Ok(_) => guard.forgive(attempt),
        Err(DeskError::SecondFactor(SecondFactor::FreshCode)) => {
            lock_out.count(desk).await?;
            codes.count(desk).await?;
        }
        // Neither right nor wrong: who guesses codes is not forgiven in between.
        Err(_) => guard.take_back(&attempt),
    }
    done
}

/// Asks for the second factor where there is one or has to be; returns the recovery codes of an app that is
/// set up with that.
pub(super) fn second_factor(
    command: &mut Command<'_>,
    operator: &Operator,
    code: Option<&str>,
) -> Result<Vec<String>> {
    let wrong = || DeskError::SecondFactor(SecondFactor::FreshCode);
    if let Some(row) = totp::confirmed(command, operator.operator_id)? {
        let code = code.ok_or(DeskError::SecondFactor(SecondFactor::Code))?;
        return if totp::is_code(command, &row, code)? { Ok(Vec::new()) } else { Err(wrong()) };
    }
    if !role::get(command, operator.role_id)?.is_totp_required {
        return Ok(Vec::new());
    }
    let (Some(row), Some(code)) = (totp::pending(command, operator.operator_id)?, code) else {
        return Err(DeskError::SecondFactor(SecondFactor::Setup));
    };
    let operator = command.operator_for_change(operator.operator_id)?;
    let codes = totp::confirm(command, &operator, &row, code)?.ok_or_else(wrong)?;
    let author = (AuthorKind::Operator, Some(operator.operator_id.0));
    command.audit_by(author, "operator.confirm_totp", operator.operator_id, (None, None))?;
    Ok(codes)
}

/// Begins an operator's session, with its audit line, in which stands who has vouched for them. Beyond so many
/// the oldest one ends.
pub(crate) fn begin_session(
    command: &mut Command<'_>,
    operator: Operator,
    life_ms: i64,
    vouched_by: Option<Value>,
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
    session::revoke_beyond(command, &session.owner, OWNER_SESSIONS_MAX, now)?;
    let author = (AuthorKind::Operator, Some(operator.operator_id.0));
    command.audit_by(author, "operator.sign_in", &operator, (None, vouched_by))?;
    Ok(SignedIn { operator, session, secret, recovery_codes: Vec::new() })
}
