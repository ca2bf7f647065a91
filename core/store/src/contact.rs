//! The table of contacts.

use crate::error::one_changed;
use crate::schema::contacts;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;

/// The contact with this id.
pub fn get(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact, StoreError> {
    Ok(Contact::query().find(id).get_result(connection)?)
}

/// The contact with this id, its row locked until the end of the transaction.
pub fn lock(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact, StoreError> {
    Ok(dialect::for_update(connection, Contact::query().find(id)).get_result(connection)?)
}

/// The contacts with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    Ok(Contact::query().filter(contacts::contact_id.eq_any(ids)).load(connection)?)
}

/// Adds a contact.
pub fn insert(connection: &mut DatabaseConnection, contact: &Contact) -> Result<(), StoreError> {
    if insert_or_ignore(connection, contact)? {
        Ok(())
    } else {
        Err(StoreError::Conflict("contacts_pkey".to_owned()))
    }
}

/// Adds a contact; answers false, changing nothing, when one of this id is there.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    contact: &Contact,
) -> Result<bool, StoreError> {
    dialect::insert_or_ignore(
        connection,
        diesel::insert_into(contacts::table).values(contact.clone()),
    )
}

/// Writes all that can change about a contact.
pub fn update(connection: &mut DatabaseConnection, contact: &Contact) -> Result<(), StoreError> {
    let row = contacts::table.find(contact.contact_id);
    one_changed(diesel::update(row).set(contact.clone()).execute(connection)?)
}

/// Removes a contact that nothing refers to: the loser of a race to create it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactId) -> Result<(), StoreError> {
    diesel::delete(contacts::table.find(id)).execute(connection)?;
    Ok(())
}
