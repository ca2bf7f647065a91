//! The table of contacts.

use crate::schema::contacts;
use crate::{DatabaseConnection, Result, StoreError};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;

queries!(Contact in contacts by contact_id: ContactId {
    get, lock, by_ids, insert_or_ignore, update,
});

/// Adds a contact.
pub fn insert(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    if insert_or_ignore(connection, contact)? {
        Ok(())
    } else {
        Err(StoreError::Conflict("contacts_pkey".to_owned()))
    }
}

/// Removes a contact that nothing refers to: the loser of a race to create it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactId) -> Result<()> {
    diesel::delete(contacts::table.find(id)).execute(connection)?;
    Ok(())
}
