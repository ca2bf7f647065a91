//! Signs an operator in for whom an identity provider vouches. What it says was checked before it comes here;
//! here is which operator that is, and whether they may come in.

use super::guard::Try;
use super::link_subject::{check_subject, link};
use super::lock_out::LockOut;
use super::sign_in::{SignedIn, begin_required_totp, begin_session, proven, second_factor};
use super::totp::Setup;
use crate::invitation::accept::accept_vouched;
use crate::session::hash;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result, text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use switchboard_model::invitation::Invitation;
use switchboard_model::operator::Operator;
use switchboard_model::{AuthorKind, OperatorId, Timestamp};
use switchboard_store::{DatabaseConnection, invitation, operator, operator_subject, used_sign_in};

/// Whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouched {
    /// The provider, as it names itself in its tokens.
    pub issuer: String,
    /// What it calls them: the claim `sub`.
    pub subject: String,
    /// Their address, lower case, where operators and invitations may be found by it: the provider has verified
    /// it, and an admin has named its domain.
    pub email: Option<String>,
    /// What they are called.
    pub name: Option<String>,
}

/// A sign-in by the provider.
#[derive(Clone)]
pub struct SsoInput {
    pub vouched: Vouched,
    /// What no other sign-in has: none is used twice.
    pub state: String,
    /// Until when somebody could try that.
    pub expires_at: Timestamp,
    /// What the authenticator app shows, or a recovery code; where no code is asked for it means nothing.
    pub code: Option<String>,
}

/// A sign-in that is counted until the provider has vouched for somebody.
pub struct CountedTry(Try);

/// Counts a sign-in before the provider is asked about it: who makes codes up is slowed down like who guesses
/// passwords, and costs the provider no more.
///
/// # Errors
/// `TooMany`.
pub fn count_try(desk: &Desk, context: &Context) -> Result<CountedTry> {
    let attempt = desk.sign_in_guard().begin("identity provider", context.peer(), desk.now());
    attempt.map(CountedTry)
}

/// Takes a sign-in back of which the provider said that it is good.
pub fn take_back(desk: &Desk, counted: &CountedTry) {
    desk.sign_in_guard().take_back(&counted.0);
}

/// Signs in who is linked to an operator. One who is linked to none becomes, by their address, the operator who
/// has it, or who was invited by it, and stays that.
///
/// # Errors
/// `Forbidden` for one who is no operator, or one who may not sign in; `SecondFactor` where the provider's word
/// is not enough; `TooMany` for guessed codes; `Gone` for a sign-in that was used.
pub async fn sign_in(desk: &Desk, context: &Context, input: SsoInput) -> CommandResult<SignedIn> {
    let SsoInput { vouched, state, expires_at, code } = input;
    let (who, state_hash) = (vouched.clone(), hash(&state));
    let life_ms = desk.limits().operator_session_ms;
    with_vouched(desk, context, vouched, move |command, operator| {
        let recovery_codes = second_factor(command, &operator, code.as_deref())?;
        let operator = linked(command, operator, &who)?;
        if !used_sign_in::take(command, &state_hash, expires_at)? {
            return Err(DeskError::Gone);
        }
        let vouched_by = Some(json!({ "issuer": who.issuer }));
        Ok(SignedIn { recovery_codes, ..begin_session(command, operator, life_ms, vouched_by)? })
    })
    .await
}

/// Gives one whose role asks for an authenticator app and who has none the secret for it: signing in with a
/// code of the app confirms it.
///
/// # Errors
/// As [`sign_in`]; `Conflict` for one who has an app, and for one who need not have one.
pub async fn begin_totp(desk: &Desk, context: &Context, vouched: Vouched) -> CommandResult<Setup> {
    with_vouched(desk, context, vouched, begin_required_totp).await
}

/// Does something for the operator whom the provider vouches for, as a transaction of its own.
async fn with_vouched<T: Send + 'static>(
    desk: &Desk,
    context: &Context,
    vouched: Vouched,
    work: impl FnMut(&mut Command<'_>, Operator) -> Result<T> + Send + 'static,
) -> CommandResult<T> {
    check_subject(&vouched.subject)?;
    let now = desk.now();
    let account = format!("{} {}", vouched.issuer, vouched.subject);
    let attempt = desk.sign_in_guard().begin(&account, context.peer(), now)?;
    let lock_out = LockOut::of(&account, context.peer());
    let (looks, who) = (lock_out.clone(), vouched.clone());
    let known = desk
        .store()
        .read(move |connection| -> Result<_> {
            looks.check(connection, now)?;
            known(connection, &who, now)
        })
        .await?;
    let operator_id = match known.ok_or_else(unknown)? {
        Known::Operator(operator_id) => operator_id,
        Known::Invited(invited) => {
            let told = vouched.name.as_deref().and_then(text::name);
            let name = told.unwrap_or_else(|| invited.email.clone());
            accept_vouched(desk, context, invited, &name).await?
        }
    };
    proven(desk, context, operator_id, (attempt, lock_out), work).await
}

/// As whom somebody may come in.
enum Known {
    Operator(OperatorId),
    Invited(Invitation),
}

fn known(
    connection: &mut DatabaseConnection,
    who: &Vouched,
    now: Timestamp,
) -> Result<Option<Known>> {
    if let Some(id) = operator_subject::find(connection, &who.issuer, &who.subject)? {
        let found = operator::get(connection, id)?;
        return Ok(found.is_active.then_some(Known::Operator(id)));
    }
    let Some(email) = &who.email else { return Ok(None) };
    if let Some(found) = operator::find_by_email(connection, email)? {
        return Ok(found.is_active.then_some(Known::Operator(found.operator_id)));
    }
    Ok(invitation::find_open_by_email(connection, email, now)?.map(Known::Invited))
}

/// The operator, linked to whom the provider vouches for.
fn linked(command: &mut Command<'_>, operator: Operator, who: &Vouched) -> Result<Operator> {
    match operator_subject::find(command, &who.issuer, &who.subject)? {
        Some(id) if id == operator.operator_id => return Ok(operator),
        Some(_) => return Err(unknown()),
        None => {}
    }
    // They were found by their address, unless the link was taken away meanwhile.
    if who.email.as_deref() != Some(operator.email.as_str()) {
        return Err(unknown());
    }
    // An address is given to somebody else when its owner leaves: it does not open the account of whom it was.
    if operator_subject::find_of_operator(command, &who.issuer, operator.operator_id)?.is_some() {
        return Err(DeskError::forbidden(format!(
            "{} is linked to another account of your identity provider: where that is not yours any more, an \
             admin takes the link away with `switchboard operator unlink`",
            operator.email
        )));
    }
    let operator = command.operator_for_change(operator.operator_id)?;
    let author = (AuthorKind::Operator, Some(operator.operator_id.0));
    link(command, author, &operator, (&who.issuer, &who.subject))
}

/// Says the same of one who is no operator and of one who may not sign in.
fn unknown() -> DeskError {
    DeskError::forbidden(
        "nobody who may sign in here is linked to this account of your identity provider: ask an admin for an \
         invitation to your address there, or to link it with `switchboard operator link`",
    )
}
