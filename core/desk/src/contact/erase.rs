//! Erases a contact: what is known of them goes at once, what was said follows. It cannot be undone, also not by
//! putting back an older database.

use crate::{Command, DeskError, Result, erasure};
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;

/// Whom to erase.
#[derive(Clone, Debug)]
pub struct EraseInput {
    /// The contact, with all that were pulled into it.
    pub contact_id: ContactId,
    /// What the contact is called, or its id: whoever erases says whom.
    pub confirmation: String,
}

command!(erase: erase_in(&EraseInput) -> ContactId);

/// Begins it: the contact's data, addresses and visits are gone with this write, and nothing that comes later
/// finds its chats. Those go in portions (`erasure::advance`). Erasing one who is being erased changes nothing.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without `contact.erase`, `Conflict` when the
/// confirmation is not what the contact is called, and when it was just united.
pub fn erase_in(command: &mut Command<'_>, input: &EraseInput) -> Result<ContactId> {
    let contact = command.contact_for_erase(input.contact_id)?;
    check_confirmation(&contact, input.confirmation.trim())?;
    erasure::begin(command, contact.contact_id)?;
    Ok(contact.contact_id)
}

fn check_confirmation(contact: &Contact, confirmation: &str) -> Result<()> {
    if confirmation == contact.display_name() || confirmation == contact.contact_id.to_string() {
        return Ok(());
    }
    Err(DeskError::conflict(
        "the confirmation is not what this contact is called now: write its name as it is shown, or its id",
    ))
}
