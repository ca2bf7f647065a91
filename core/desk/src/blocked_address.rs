//! Addresses whose owners may not write (F107): who has one is blocked, and who comes with one later is blocked at
//! once.

use crate::check::{check_limit, is_email};
use crate::contact::block::block_locked;
use crate::limits::BLOCKED_ADDRESSES_MAX;
use crate::read::Reader;
use crate::{Change, Command, DeskError, Result, text};
use serde_json::{Value, json};
use switchboard_model::contact::{AddressKind, BlockedAddress, Contact};
use switchboard_model::event::EventKind;
use switchboard_model::limits::PHONE_MIN_DIGITS;
use switchboard_model::{BlockedAddressId, Permission};
use switchboard_store::{StoreError, blocked_address, contact, contact_address};

noun!(BlockedAddress.blocked_address_id: BlockedAddressId in blocked_address,
    read as blocked_addresses, seen as Permission(|_address| Permission::ContactRead));

impl Reader<'_> {
    /// The blocked addresses, newest first.
    ///
    /// # Errors
    /// `Denied` without `contact.read`, `Store`.
    pub fn newest_blocked_addresses(&mut self) -> Result<Vec<BlockedAddress>> {
        self.require(Permission::ContactRead)?;
        Ok(blocked_address::newest(self.related().connection, BLOCKED_ADDRESSES_MAX)?)
    }

    /// The blocked addresses with these ids; none without `contact.read`.
    pub fn visible_blocked_addresses(
        &mut self,
        ids: &[BlockedAddressId],
    ) -> Result<Vec<BlockedAddress>> {
        match self.require(Permission::ContactRead) {
            Ok(()) => self.related().blocked_addresses(ids),
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// Which address.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// Email address or phone number.
    pub kind: AddressKind,
    /// The address, in any spelling.
    pub value: String,
}

command!(create: create_in(&CreateInput) -> BlockedAddress);

/// Blocks an address, and the contacts that have it. One that is blocked already stays as it is.
///
/// # Errors
/// `Denied` without `contact.update`, `Invalid` for what is no address, `Conflict` when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<BlockedAddress> {
    command.require(Permission::ContactUpdate)?;
    let value = clean(input.kind, &input.value)?;
    let known = blocked_address::find_same(command, input.kind, &value)?;
    let row = match known {
        Some(known) => known,
        None => insert(command, input.kind, value)?,
    };
    for contact_id in contact_address::contacts_with(command, row.kind, &row.value)? {
        let found = contact::lock_root(command, contact_id)?;
        block_locked(command, found)?;
    }
    Ok(row)
}

fn insert(command: &mut Command<'_>, kind: AddressKind, value: String) -> Result<BlockedAddress> {
    let count = blocked_address::count(command)?;
    check_limit(count, BLOCKED_ADDRESSES_MAX, "blocked addresses", "delete one")?;
    let row = BlockedAddress {
        blocked_address_id: command.id(),
        kind,
        normal: kind.normal(&value),
        value,
        created_at: command.now(),
    };
    blocked_address::insert(command, &row)?;
    let change = Change::created(columns(&row));
    command.record((EventKind::BlockedAddressCreated, "blocked_address.create"), &row, change)?;
    Ok(row)
}

command!(delete: delete_in(BlockedAddressId) -> BlockedAddressId);

/// Takes an address off the list. Contacts that were blocked for it stay blocked until somebody unblocks them.
///
/// # Errors
/// `Denied` without `contact.update`, `NotFound`.
pub fn delete_in(command: &mut Command<'_>, id: BlockedAddressId) -> Result<BlockedAddressId> {
    command.require(Permission::ContactUpdate)?;
    let deleted = blocked_address::lock(command, id)?;
    blocked_address::delete(command, id)?;
    let change = Change::deleted(columns(&deleted));
    command.record(
        (EventKind::BlockedAddressDeleted, "blocked_address.delete"),
        &deleted,
        change,
    )?;
    Ok(id)
}

/// Blocks a contact that is about to be written with an address it did not have, where that is blocked.
pub(crate) fn mark(
    command: &mut Command<'_>,
    before: Option<&Contact>,
    contact: &mut Contact,
) -> Result<(), StoreError> {
    for kind in AddressKind::ALL {
        let Some(value) = kind.of(contact) else { continue };
        let is_new = before.and_then(|before| kind.of(before)) != Some(value);
        if is_new && blocked_address::find_same(command, *kind, value)?.is_some() {
            contact.is_blocked = true;
        }
    }
    Ok(())
}

fn clean(kind: AddressKind, value: &str) -> Result<String> {
    let (cleaned, hint) = match kind {
        AddressKind::Email => {
            (text::value(value).filter(|email| is_email(email)), "write it as name@example.com")
        }
        AddressKind::Phone => {
            let digits = |number: &String| number.chars().filter(char::is_ascii_digit).count();
            let number = text::phone(value).filter(|number| digits(number) >= PHONE_MIN_DIGITS);
            (number, "write a phone number, with its country")
        }
    };
    cleaned.ok_or_else(|| DeskError::invalid("value", hint))
}

fn columns(address: &BlockedAddress) -> Value {
    json!({ "kind": address.kind.as_str(), "value": address.value })
}
