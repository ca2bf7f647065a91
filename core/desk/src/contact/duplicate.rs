//! Finds contacts that may be the same person: those with an email address or a phone number in common. They
//! are looked for by an index whenever an address is told.

use crate::change::changed;
use crate::limits::DUPLICATES_MAX;
use crate::{Command, Result};
use switchboard_model::contact::{AddressKind, Contact};
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, contact, duplicate};

/// Tells of the duplicates that a contact has by an address that it did not have before.
pub(crate) fn tell(
    command: &mut Command<'_>,
    before: Option<&Contact>,
    after: &Contact,
) -> Result<(), StoreError> {
    let is_new = |kind: &AddressKind| {
        kind.of(after).is_some() && kind.of(after) != before.and_then(|before| kind.of(before))
    };
    if !AddressKind::ALL.iter().any(is_new) {
        return Ok(());
    }
    let found = duplicate::of_contacts(command, &[after.contact_id], DUPLICATES_MAX)?;
    if found.is_empty() {
        return Ok(());
    }
    let others: Vec<_> = found.into_iter().map(|(_, other)| other).collect();
    let mut all = contact::by_ids(command, &others)?;
    all.push(after.clone());
    for one in &all {
        command.event(EventKind::ContactDuplicateFound, one, changed(&["duplicates"]))?;
    }
    Ok(())
}
