//! How the erasing of a contact begins: what is known of them goes with this write, what was said follows.

use super::delete_chats;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::erasure::Erasure;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_store::page::united;
use switchboard_store::{contact, erasure, unite};

/// Begins to erase a contact and all that were pulled into it, unless that is begun.
///
/// # Errors
/// `Conflict` when the contact was just pulled into another one.
pub(crate) fn begin(command: &mut Command<'_>, root_id: ContactId) -> Result<()> {
    let contacts = lock(command, root_id)?;
    begin_locked(command, root_id, contacts)
}

/// Locks a contact and all that were pulled into it, with their chats and addresses: nobody opens a chat for
/// them, unites them or parts them any more.
///
/// # Errors
/// As of [`begin`].
pub(crate) fn lock(command: &mut Command<'_>, root_id: ContactId) -> Result<Vec<Contact>> {
    let mut ids = tree(command, root_id)?;
    loop {
        unite::lock_rows(command, root_id)?;
        let mut contacts = Vec::with_capacity(ids.len());
        for id in &ids {
            contacts.push(contact::lock(command, *id)?);
        }
        let is_root = |one: &Contact| one.contact_id == root_id && one.united_into_id.is_none();
        if !contacts.iter().any(is_root) {
            return Err(DeskError::conflict("this contact was just united: read it again"));
        }
        // Until they were locked they could be united and parted.
        let found = tree(command, root_id)?;
        if found == ids {
            return Ok(contacts);
        }
        ids = found;
    }
}

/// The contact and all that were pulled into it, by their ids.
fn tree(command: &mut Command<'_>, root_id: ContactId) -> Result<Vec<ContactId>> {
    let pulled = united::pulled(command, &[root_id])?;
    let mut ids: Vec<ContactId> = pulled.into_iter().map(|(_, id)| id).chain([root_id]).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// Begins to erase contacts that [`lock`] gave.
pub(crate) fn begin_locked(
    command: &mut Command<'_>,
    root_id: ContactId,
    contacts: Vec<Contact>,
) -> Result<()> {
    let ids: Vec<ContactId> = contacts.iter().map(|one| one.contact_id).collect();
    let now = command.now();
    for id in &ids {
        let row = Erasure { contact_id: *id, root_id, is_recorded: false, begun_at: now };
        if !erasure::insert_or_ignore(command, &row)? {
            return Ok(());
        }
    }
    erasure::detach(command, &ids)?;
    delete_chats(command, &ids)?;
    erasure::blank_audit(command, SubjectKind::Contact, ids.iter().map(|id| id.0))?;
    for before in contacts {
        let after = Contact {
            name: String::new(),
            email: None,
            phone: None,
            role: None,
            locale: None,
            time_zone: None,
            attributes: json!({}),
            is_verified: false,
            version: before.version + 1,
            updated_at: now,
            ..before
        };
        contact::update_united(command, &after)?;
        if after.contact_id == root_id {
            let event = (EventKind::ContactErased, "contact.erase");
            command.record(event, &after, Change::default())?;
        } else {
            command.event(EventKind::ContactErased, &after, EventDetail::default())?;
        }
    }
    Ok(())
}
