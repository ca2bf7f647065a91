//! Blocks a contact: what they write is dropped.

use crate::check::check_version;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::{DatabaseConnection, StoreError, contact};

/// Which contact.
#[derive(Clone, Debug)]
pub struct BlockInput {
    pub contact_id: ContactId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(block: block_in(&BlockInput) -> Contact);

/// Blocks the contact. Blocking one that is blocked changes nothing.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`.
pub fn block_in(command: &mut Command<'_>, input: &BlockInput) -> Result<Contact> {
    set_blocked(command, input, true, (EventKind::ContactBlocked, "contact.block"))
}

/// May the contact not write any more.
pub(crate) fn is_blocked(
    connection: &mut DatabaseConnection,
    id: ContactId,
) -> Result<bool, StoreError> {
    Ok(contact::get(connection, id)?.is_blocked)
}

/// Blocks the contact or lifts the block.
pub(super) fn set_blocked(
    command: &mut Command<'_>,
    input: &BlockInput,
    is_blocked: bool,
    event: (EventKind, &str),
) -> Result<Contact> {
    let before = command.contact_for_edit(input.contact_id)?;
    check_version(input.expected_version, before.version)?;
    Ok(set_locked(command, before, is_blocked, event)?)
}

/// Blocks a contact whose row is locked, unless it is blocked.
pub(crate) fn block_locked(
    command: &mut Command<'_>,
    contact: Contact,
) -> Result<Contact, StoreError> {
    set_locked(command, contact, true, (EventKind::ContactBlocked, "contact.block"))
}

fn set_locked(
    command: &mut Command<'_>,
    before: Contact,
    is_blocked: bool,
    event: (EventKind, &str),
) -> Result<Contact, StoreError> {
    if before.is_blocked == is_blocked {
        return Ok(before);
    }
    let mut contact = before.clone();
    contact.is_blocked = is_blocked;
    contact.version += 1;
    contact.updated_at = command.now();
    contact::update(command, &before, &contact, contact.contact_id)?;
    let column = |is_blocked: bool| json!({ "is_blocked": is_blocked });
    command.record(event, &contact, Change::between(column(!is_blocked), column(is_blocked)))?;
    Ok(contact)
}
