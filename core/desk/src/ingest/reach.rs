//! What a platform tells of an account beside its messages: its profile, and whether it can be written
//! to. Accounts that never wrote are not kept.

use super::{InboundProcessor, ItemOutcome, Processed};
use crate::change::changed;
use crate::command::Command;
use switchboard_model::IdentityId;
use switchboard_model::connector::{ContactChange, PlatformIdentity};
use switchboard_model::contact::Identity;
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, contact, identity};

impl InboundProcessor<'_, '_> {
    /// A profile changed.
    pub(super) fn profile(&mut self, account: &PlatformIdentity) -> Processed<ItemOutcome> {
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
    ) -> Processed<ItemOutcome> {
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
    command: &mut Command<'_>,
    id: IdentityId,
    is_reachable: bool,
) -> Result<(), StoreError> {
    let before = identity::get(command, id)?;
    if before.is_reachable == is_reachable {
        return Ok(());
    }
    let contact = contact::get(command, before.contact_id)?;
    let after = Identity { is_reachable, updated_at: command.now(), ..before };
    identity::update(command, &after)?;
    command.event(EventKind::ContactUpdated, &contact, changed(&["identity"]))
}
