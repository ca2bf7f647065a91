//! Says that two contacts with the same address are two people: they are no longer offered to be united.

use crate::change::changed;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::duplicate;

/// Which two.
#[derive(Clone, Copy, Debug)]
pub struct DismissDuplicateInput {
    /// The contact.
    pub contact_id: ContactId,
    /// The one that it was taken for.
    pub duplicate_id: ContactId,
}

command!(dismiss_duplicate: dismiss_duplicate_in(DismissDuplicateInput) -> Contact);

/// Dismisses the pair. Where the two have no address in common nothing changes.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without `contact.unite`, `Conflict` for one contact
/// twice.
pub fn dismiss_duplicate_in(
    command: &mut Command<'_>,
    input: DismissDuplicateInput,
) -> Result<Contact> {
    let contact = command.contact_for_unite(input.contact_id)?;
    let other = command.contact_for_unite(input.duplicate_id)?;
    if contact.contact_id == other.contact_id {
        return Err(DeskError::conflict("these are one contact: pass another one"));
    }
    if !duplicate::dismiss(command, contact.contact_id, other.contact_id)? {
        return Ok(contact);
    }
    let after = Some(json!({ "duplicate": other.contact_id.to_string() }));
    let change = Change { detail: changed(&["duplicates"]), before: None, after };
    let event = (EventKind::ContactDuplicateDismissed, "contact.dismiss_duplicate");
    command.record(event, &contact, change)?;
    command.event(EventKind::ContactDuplicateDismissed, &other, changed(&["duplicates"]))?;
    Ok(contact)
}
