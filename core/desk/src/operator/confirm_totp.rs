//! Confirms one's own authenticator app: from now on signing in takes a code of it.

use super::totp;
use crate::idempotent::Answer;
use crate::{Command, DeskError, Result};
use switchboard_model::Actor;
use switchboard_store::DatabaseConnection;

/// A code of the app.
#[derive(Clone)]
pub struct ConfirmTotpInput {
    /// What the app shows.
    pub code: String,
}

/// The codes for who has lost the app; told once.
#[derive(Clone)]
pub struct RecoveryCodes(pub Vec<String>);

impl Answer for RecoveryCodes {
    fn id(&self) -> i64 {
        0
    }

    /// The codes were told once, and are stored as hashes only.
    fn load(_: &mut DatabaseConnection, _: &Actor, _: i64) -> Result<Self> {
        Err(DeskError::conflict(
            "an earlier call with this key has told the recovery codes, which are told only once: disable \
             the app and set it up again where they were lost",
        ))
    }
}

command!(confirm_totp: confirm_totp_in(&ConfirmTotpInput) -> RecoveryCodes);

/// Confirms the app that `begin_totp` has made the secret of.
///
/// # Errors
/// `NotAllowed` for the server, `Forbidden` for an API token, `Invalid` for a wrong code and where nothing was
/// begun.
pub fn confirm_totp_in(
    command: &mut Command<'_>,
    input: &ConfirmTotpInput,
) -> Result<RecoveryCodes> {
    command.interactive()?;
    let id = command.operator()?.operator_id;
    let operator = command.operator_for_change(id)?;
    let pending = totp::pending(command, id)?.ok_or_else(|| {
        DeskError::invalid("code", "no app waits to be confirmed: begin to set one up first")
    })?;
    let codes = totp::confirm(command, &operator, &pending, &input.code)?.ok_or_else(|| {
        DeskError::invalid("code", "is not what the app shows now: look at its clock")
    })?;
    command.note_changed(&operator, "operator.confirm_totp", &["totp"])?;
    Ok(RecoveryCodes(codes))
}
