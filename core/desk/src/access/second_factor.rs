//! What is written about an operator's authenticator app and recovery codes. Like all that an account is
//! come in by, it takes the proofs that the actor may change this operator and is no API token.

use super::{InteractiveSession, OperatorForChange};
use crate::Command;
use switchboard_store::operator_totp::OperatorTotp;
use switchboard_store::{StoreError, operator_totp, recovery_code};

impl OperatorForChange {
    /// Puts the secret of an app in the place of the one before; it is not asked for yet.
    pub(crate) fn set_totp(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        sealed_secret: Vec<u8>,
    ) -> Result<(), StoreError> {
        let row = OperatorTotp {
            operator_id: self.operator_id,
            sealed_secret,
            created_at: command.now(),
            confirmed_at: None,
            last_step: 0,
        };
        operator_totp::upsert(command, &row)
    }

    /// Asks for codes of the app from now on, or for one of these recovery codes.
    pub(crate) fn confirm_totp(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        code_hashes: &[String],
    ) -> Result<(), StoreError> {
        let now = command.now();
        operator_totp::confirm(command, self.operator_id, now)?;
        recovery_code::replace(command, self.operator_id, code_hashes)
    }

    /// Asks for no code any more; true when there was an app.
    pub(crate) fn remove_totp(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
    ) -> Result<bool, StoreError> {
        recovery_code::delete_all(command, self.operator_id)?;
        operator_totp::delete(command, self.operator_id)
    }
}
