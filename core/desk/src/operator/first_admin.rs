//! The first admin comes in by a one-time secret that the first start leaves for the server's owner.

use super::create::{self, Prepared};
use super::password;
use super::sign_in::{SignedIn, begin_session};
use crate::limits::FIRST_ADMIN_LINK_MS;
use crate::session::{SecretKind, hash, new_secret};
use crate::{CommandResult, Context, Desk, DeskError, Result, built_in};
use switchboard_store::{Lane, invitation, operator, role};

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
            invitation::delete_unused(transaction)?;
            let expires_at = now.plus_ms(FIRST_ADMIN_LINK_MS);
            invitation::insert(transaction, &hash(&secret), admin.role_id, now, expires_at)?;
            Ok(Some(secret))
        })
        .await
}

/// Uses the link: adds the first admin and signs them in.
///
/// # Errors
/// `Gone` for a link that is unknown, used or expired, or when an operator is there already;
/// `Invalid` for the address, name or password; `TooMany` for guesses.
pub async fn redeem(desk: &Desk, context: &Context, input: RedeemInput) -> CommandResult<SignedIn> {
    let now = desk.now();
    let guard = desk.sign_in_guard();
    let link = hash(&input.secret);
    let is_open = {
        let link = link.clone();
        desk.store().read(move |connection| invitation::is_open(connection, &link, now)).await?
    };
    if !is_open {
        // Guesses alone are counted: nobody's close the door for the owner.
        guard.begin("first admin", context.remote_address.as_deref(), now)?;
        return Err(DeskError::Gone);
    }
    let prepared = Prepared::new(&input.email, &input.name)?;
    password::check_new("password", &input.password)?;
    let password = input.password;
    let password_hash = guard.hash(move || password::hash(&password)).await?;
    let life_ms = desk.limits().operator_session_ms;
    desk.transact(context, Lane::Any, move |command| {
        role::lock_all(command)?;
        let now = command.now();
        let role_id = invitation::redeem(command, &link, now)?.ok_or(DeskError::Gone)?;
        if operator::exists_any(command)? {
            return Err(DeskError::Gone);
        }
        let admin = create::insert(command, &prepared, role_id, &[], Some(&password_hash))?;
        let signed_in = begin_session(command, admin, life_ms)?;
        Ok(command.committed(signed_in)?)
    })
    .await
}
