//! The table of contacts. What lists filter and sort by is made of a row whenever one is written, and so
//! are its addresses and the attributes it is found by, so that no writer can forget them.

use crate::contact_name::Names;
use crate::dialect::{direct, kept};
use crate::error::one_changed;
use crate::schema::contacts;
use crate::{DatabaseConnection, Result, StoreError, contact_address, contact_attribute, dialect};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::contact::{AddressKind, Contact};

queries!(Contact in contacts by contact_id: ContactId { get, lock, by_ids });

/// Adds a contact with its addresses.
pub fn insert(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    if insert_or_ignore(connection, contact)? {
        Ok(())
    } else {
        Err(StoreError::Conflict("contacts_pkey".to_owned()))
    }
}

/// Adds a contact with its addresses; false, adding nothing, when one has its id.
pub fn insert_or_ignore(connection: &mut DatabaseConnection, contact: &Contact) -> Result<bool> {
    let row = (contact.clone(), Names::of(contact)?);
    let is_new =
        dialect::insert_or_ignore(connection, diesel::insert_into(contacts::table).values(row))?;
    if is_new {
        for kind in AddressKind::ALL.iter().filter(|kind| kind.of(contact).is_some()) {
            contact_address::tell(connection, contact, *kind, contact.contact_id)?;
        }
        contact_attribute::insert(connection, contact)?;
    }
    Ok(is_new)
}

/// Writes all that can change about a contact. An address that is new was told of `origin`: of the contact
/// itself, or of one that was pulled into it.
pub fn update(
    connection: &mut DatabaseConnection,
    before: &Contact,
    after: &Contact,
    origin: ContactId,
) -> Result<()> {
    write(connection, after, before.display_name() != after.display_name())?;
    for kind in AddressKind::ALL {
        if kind.of(before) != kind.of(after) {
            contact_address::tell(connection, after, *kind, origin)?;
        }
    }
    if before.attributes != after.attributes {
        contact_attribute::replace(connection, after)?;
    }
    Ok(())
}

/// Writes what a unite or its undoing changes about a contact, and whether it is hidden: no address is told of
/// it with that.
pub fn update_united(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    write(connection, contact, true)?;
    contact_attribute::replace(connection, contact)?;
    let row = diesel::update(contacts::table.find(contact.contact_id));
    let hidden = contacts::united_into_id.eq(contact.united_into_id);
    one_changed(row.set(hidden).execute(connection)?)
}

/// What every writer writes. Whether it is hidden stays as it is, and where it stands while its name is the same.
fn write(
    connection: &mut DatabaseConnection,
    contact: &Contact,
    may_be_renamed: bool,
) -> Result<()> {
    let row = contacts::table.find(contact.contact_id);
    let count = if may_be_renamed {
        let update = diesel::update(row).set((contact.clone(), Names::of(contact)?));
        direct!(connection => kept!(update).execute(connection))?
    } else {
        let update = diesel::update(row).set(contact.clone());
        direct!(connection => kept!(update).execute(connection))?
    };
    one_changed(count)
}

/// The contact that an id stands for: the one itself, or the one that it was pulled into, however often that
/// was pulled further.
pub fn root(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact> {
    let mut found = get(connection, id)?;
    while let Some(above) = found.united_into_id {
        found = get(connection, above)?;
    }
    Ok(found)
}

/// The same, its row locked until the commit.
pub fn lock_root(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact> {
    let mut found = lock(connection, id)?;
    while let Some(above) = found.united_into_id {
        found = lock(connection, above)?;
    }
    Ok(found)
}

/// Removes a contact that nothing refers to: the loser of a race to create it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactId) -> Result<()> {
    contact_address::delete_of(connection, id)?;
    contact_attribute::delete_of(connection, id)?;
    diesel::delete(contacts::table.find(id)).execute(connection)?;
    Ok(())
}
