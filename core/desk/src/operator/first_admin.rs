//! The first admin comes in by a one-time secret, which is shown once, when it is made.

use super::create::{self, Prepared};
use super::password;
use super::sign_in::{SignedIn, begin_session};
use crate::limits::FIRST_ADMIN_LINK_MS;
use crate::session::{SecretKind, hash, new_secret};
use crate::{CommandResult, Context, Desk, DeskError, Result, built_in};
use switchboard_store::{Lane, first_admin_link, operator, role};

/// The first admin, who has the link.
#[derive(Clone)]
pub struct RedeemInput {
    /// The link's secret.
    pub secret: String,
    /// The address to sign in with.
    pub email: String,
    /// The name that customers see.
    pub name: String,
    /// The password.
    pub password: String,
}

/// Whether there is no operator yet, so that somebody has to make the first admin.
pub async fn is_awaited(desk: &Desk) -> Result<bool> {
    Ok(!desk.store().read(operator::exists_any).await?)
}

/// Makes the link's secret (`sbi_…`, valid for 24 hours) while there is no operator; an older unused
/// one stops working. None when somebody is there already.
pub async fn invite(desk: &Desk) -> Result<Option<String>> {
    desk.store()
        .write(Lane::Any, |transaction| {
            if operator::exists_any(transaction)? {
                return Ok(None);
            }
            let admin = role::find_by_name(transaction, built_in::ADMIN)?;
            let admin =
                admin.ok_or_else(|| DeskError::Internal("there is no Admin role".into()))?;
            let secret = new_secret(SecretKind::Invitation);
            let now = transaction.now();
            first_admin_link::delete_unused(transaction)?;
            let expires_at = now.plus_ms(FIRST_ADMIN_LINK_MS);
            let (role_id, link) = (admin.role_id, hash(&secret));
            first_admin_link::insert(transaction, &link, role_id, now, expires_at)?;
            Ok(Some(secret))
        })
        .await
}

/// Uses the link: adds the first admin and signs them in.
///
/// # Errors
/// `Gone` for a link that is unknown, used or expired, or when an operator is there already;
/// `Invalid` for the address, name or password; `TooMany` for guesses. Guesses alone are counted: no
/// stranger keeps out who has the link.
pub async fn redeem(desk: &Desk, context: &Context, input: RedeemInput) -> CommandResult<SignedIn> {
    let (now, link) = (desk.now(), hash(&input.secret));
    let guard = desk.sign_in_guard();
    let is_open = {
        let link = link.clone();
        desk.store()
            .read(move |connection| first_admin_link::is_open(connection, &link, now))
            .await?
    };
    if !is_open {
        guard.begin("first admin", context.peer(), now)?;
        return Err(DeskError::Gone);
    }
    let prepared = Prepared::new(&input.email, &input.name)?;
    password::check_new("password", &input.password)?;
    let password = input.password;
    let hash = move |memory: &mut _| password::hash(memory, &password);
    let password_hash = guard.hash(context.peer(), hash).await?;
    let life_ms = desk.limits().operator_session_ms;
    desk.transact(context, Lane::Any, move |command| {
        role::lock_all(command)?;
        let now = command.now();
        let role_id = first_admin_link::redeem(command, &link, now)?.ok_or(DeskError::Gone)?;
        if operator::exists_any(command)? {
            return Err(DeskError::Gone);
        }
        let password = (command.interactive()?, password_hash.as_str());
        let admin = create::insert(command, &prepared, role_id, &[], Some(password))?;
        let signed_in = begin_session(command, admin, life_ms, None)?;
        Ok(command.committed(signed_in)?)
    })
    .await
}
