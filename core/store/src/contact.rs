//! The table of contacts. What lists filter and sort by is made of a row whenever one is written, so that
//! no writer can forget it.

use crate::dialect::{direct, kept};
use crate::error::one_changed;
use crate::schema::contacts;
use crate::{DatabaseConnection, Result, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::{fold, phone};

queries!(Contact in contacts by contact_id: ContactId { get, lock, by_ids });

/// What is compared of a contact.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = contacts)]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
struct Folded {
    name_folded: String,
    email_folded: Option<String>,
    phone_folded: Option<String>,
}

impl Folded {
    fn of(contact: &Contact) -> Self {
        Self {
            name_folded: fold::name(&contact.display_name()),
            email_folded: contact.email.as_deref().map(fold::email),
            phone_folded: contact.phone.as_deref().map(phone::ending),
        }
    }
}

/// Adds a contact.
pub fn insert(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    if insert_or_ignore(connection, contact)? {
        Ok(())
    } else {
        Err(StoreError::Conflict("contacts_pkey".to_owned()))
    }
}

/// Adds a contact; false, adding nothing, when one has its id.
pub fn insert_or_ignore(connection: &mut DatabaseConnection, contact: &Contact) -> Result<bool> {
    let row = (contact.clone(), Folded::of(contact));
    dialect::insert_or_ignore(connection, diesel::insert_into(contacts::table).values(row))
}

/// Writes all that can change about a contact.
pub fn update(connection: &mut DatabaseConnection, contact: &Contact) -> Result<()> {
    let changed = (contact.clone(), Folded::of(contact));
    let row = contacts::table.find(contact.contact_id);
    let update = diesel::update(row).set(changed);
    one_changed(direct!(connection => kept!(update).execute(connection))?)
}

/// Removes a contact that nothing refers to: the loser of a race to create it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactId) -> Result<()> {
    diesel::delete(contacts::table.find(id)).execute(connection)?;
    Ok(())
}
