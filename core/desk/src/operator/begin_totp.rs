//! Begins to set up one's own authenticator app.

use super::totp::{self, Setup};
use crate::check::clean_name;
use crate::idempotent::Answer;
use crate::{Command, DeskError, Result};
use switchboard_model::Actor;
use switchboard_store::DatabaseConnection;

/// How the app names the account.
#[derive(Clone, Debug)]
pub struct BeginTotpInput {
    /// The name in the app; none: the address.
    pub account_name: Option<String>,
}

impl Answer for Setup {
    fn id(&self) -> i64 {
        0
    }

    /// The secret was told once, and is stored sealed.
    fn load(_: &mut DatabaseConnection, _: &Actor, _: i64) -> Result<Self> {
        Err(DeskError::conflict(
            "an earlier call with this key has told the secret, which is told only once: begin again with \
             a new key",
        ))
    }
}

command!(begin_totp: begin_totp_in(&BeginTotpInput) -> Setup);

/// Makes the secret. No code is asked for before `confirm_totp`.
///
/// # Errors
/// `NotAllowed` for the server, `Forbidden` for an API token, `Invalid` for the name, `Conflict` where an app is
/// set up.
pub fn begin_totp_in(command: &mut Command<'_>, input: &BeginTotpInput) -> Result<Setup> {
    command.interactive()?;
    let id = command.operator()?.operator_id;
    let name = input.account_name.as_deref();
    let name = name.map(|name| clean_name("accountName", name)).transpose()?;
    let operator = command.operator_for_change(id)?;
    if totp::confirmed(command, id)?.is_some() {
        return Err(DeskError::conflict(
            "you have an authenticator app: disable it before you set up another",
        ));
    }
    let setup = totp::begin(command, &operator, name.as_deref().unwrap_or(&operator.email))?;
    command.note_changed(&operator, "operator.begin_totp", &["totp"])?;
    Ok(setup)
}
