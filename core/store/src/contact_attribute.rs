//! The table of the values by which contacts are found: made of a contact's attributes whenever they are written.

use crate::schema::contact_attributes;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::attribute_kind::found_by;
use switchboard_model::contact::Contact;

/// Writes those of a contact in the place of those that it had.
pub(crate) fn replace(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    delete_of(connection, contact.contact_id)?;
    insert(connection, contact)
}

/// Writes those of a new contact.
pub(crate) fn insert(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    for (key, value) in found_by(&contact.attributes) {
        diesel::insert_into(contact_attributes::table)
            .values((
                contact_attributes::contact_id.eq(contact.contact_id),
                contact_attributes::key.eq(key),
                contact_attributes::value.eq(value),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Removes those of a contact.
pub(crate) fn delete_of(connection: &mut DatabaseConnection, contact_id: ContactId) -> Result<()> {
    let of_contact =
        contact_attributes::table.filter(contact_attributes::contact_id.eq(contact_id));
    diesel::delete(of_contact).execute(connection)?;
    Ok(())
}
