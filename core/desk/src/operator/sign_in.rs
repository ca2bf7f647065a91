//! Signs an operator in with address and password.

use super::password;
use crate::admin::place;
use crate::limits::OWNER_SESSIONS_MAX;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Context, Desk, DeskError, Done, audit};
use switchboard_model::actor::OperatorActor;
use switchboard_model::event::SubjectKind;
use switchboard_model::operator::Operator;
use switchboard_model::session::Session;
use switchboard_model::session::SessionOwner;
use switchboard_model::{Actor, Scope, Timestamp};
use switchboard_store::{Lane, StoreError, Transaction, operator, session};

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
    /// The operator.
    pub operator: Operator,
    /// The session.
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
) -> Result<Done<SignedIn>, DeskError> {
    let email = input.email.trim().to_lowercase();
    let now = desk.store().clock().now();
    let guard = desk.sign_in_guard();
    let attempt = guard.begin(&email, context.remote_address.as_deref(), now)?;
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
    let is_right = guard.hash(move || password::verify(&password, stored.as_deref())).await?;
    let operator = match found {
        Some((operator, _)) if is_right && operator.is_active => operator,
        _ => return Err(DeskError::Denied),
    };
    guard.forgive(attempt);
    let (context, epoch) = (context.clone(), desk.store().epoch());
    let life_ms = desk.limits().operator_session_ms;
    desk.store()
        .write(Lane::Any, move |transaction| {
            // Disabled while the password was checked.
            let operator = operator::get(transaction, operator.operator_id)?;
            if !operator.is_active {
                return Err(DeskError::Denied);
            }
            let value = begin_session(transaction, &context, operator, life_ms)?;
            Ok(Done { value, cursor: place(transaction, epoch)? })
        })
        .await
}

/// Begins an operator's session, with its audit line. Beyond so many the oldest one ends.
pub(super) fn begin_session(
    transaction: &mut Transaction<'_>,
    context: &Context,
    operator: Operator,
    life_ms: i64,
) -> Result<SignedIn, DeskError> {
    let now: Timestamp = transaction.now();
    let session = Session {
        session_id: transaction.id(),
        owner: SessionOwner::Operator(operator.operator_id),
        created_at: now,
        expires_at: now.plus_ms(life_ms),
        revoked_at: None,
    };
    let secret = new_secret(SecretKind::OperatorSession);
    session::insert(transaction, &session, &hash(&secret))?;
    session::revoke_beyond(transaction, session.owner, OWNER_SESSIONS_MAX, now)?;
    let context = Context { actor: acting(&operator), ..context.clone() };
    let subject = (SubjectKind::Operator, operator.operator_id.0);
    audit::record(transaction, &context, "operator.sign_in", subject, None, None)?;
    Ok(SignedIn { operator, session, secret })
}

/// The operator as the author of an audit line.
fn acting(operator: &Operator) -> Actor {
    let operator_id = operator.operator_id;
    let scope = Scope { is_all: false, operator_id, team_ids: Vec::new(), channel_ids: Vec::new() };
    Actor::Operator(OperatorActor { operator_id, rights: Vec::new(), scope })
}
