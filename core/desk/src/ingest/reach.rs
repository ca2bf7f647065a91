//! What a platform tells of an account beside its messages: its profile, and whether it can be written
//! to. Accounts that never wrote are not kept.

use super::{Intake, IntakeError, ItemOutcome};
use crate::event::{self, Author, Subject, changed};
use switchboard_model::IdentityId;
use switchboard_model::connector::{ContactChange, PlatformIdentity};
use switchboard_model::contact::Identity;
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, Transaction, contact, identity};

impl Intake<'_, '_> {
    /// A profile changed.
    pub(super) fn profile(
        &mut self,
        account: &PlatformIdentity,
    ) -> Result<ItemOutcome, IntakeError> {
        let Some((identity, contact)) = self.known_identity(account)? else {
            return Ok(ItemOutcome::Ignored);
        };
        let is_reachable = identity.is_reachable;
        let is_changed = self.refresh((&identity, &contact), account, is_reachable)?;
        Ok(if is_changed { ItemOutcome::Changed } else { ItemOutcome::Ignored })
    }

    /// An account can be written to, or not any more.
    pub(super) fn reach(
        &mut self,
        account: &PlatformIdentity,
        change: ContactChange,
    ) -> Result<ItemOutcome, IntakeError> {
        let Some((identity, contact)) = self.known_identity(account)? else {
            return Ok(ItemOutcome::Ignored);
        };
        let is_reachable = change == ContactChange::Reachable;
        let is_changed = self.refresh((&identity, &contact), account, is_reachable)?;
        Ok(if is_changed { ItemOutcome::Changed } else { ItemOutcome::Ignored })
    }
}

/// The identity can be written to, or not any more; nothing happens where that is known.
pub(crate) fn set_reachable(
    transaction: &mut Transaction<'_>,
    id: IdentityId,
    is_reachable: bool,
    author: Author,
) -> Result<(), StoreError> {
    let before = identity::get(transaction, id)?;
    if before.is_reachable == is_reachable {
        return Ok(());
    }
    let contact = contact::get(transaction, before.contact_id)?;
    let after = Identity { is_reachable, updated_at: transaction.now(), ..before };
    identity::update(transaction, &after)?;
    let (kind, subject) = (EventKind::ContactEdited, Subject::contact(&contact));
    event::append(transaction, author, kind, subject, changed(&["identity"]))?;
    Ok(())
}
