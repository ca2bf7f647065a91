//! What is written about who an operator is at an identity provider. Like all that an account is come in by, it
//! takes the proofs that the actor may change this operator and is no API token.

use super::{InteractiveSession, OperatorForChange};
use crate::Command;
use switchboard_store::{StoreError, operator_subject};

impl OperatorForChange {
    /// Lets in as this operator whom the issuer calls by this name. A conflict where it is another one, or where
    /// the operator is another one there.
    pub(crate) fn link_subject(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        who: (&str, &str),
    ) -> Result<(), StoreError> {
        let now = command.now();
        operator_subject::insert(command, who, self.operator_id, now)
    }

    /// Lets nobody in as this operator for whom an identity provider vouches; true where somebody was.
    pub(crate) fn unlink_subjects(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
    ) -> Result<bool, StoreError> {
        Ok(operator_subject::delete_of_operator(command, self.operator_id)? > 0)
    }
}
