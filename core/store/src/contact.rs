//! The table of contacts.

use crate::dialect::Followed;
use crate::dialect::OrIgnore;
use crate::schema::contacts;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::contact::Contact;
use switchboard_model::{ContactId, Timestamp};

#[derive(Queryable)]
pub(crate) struct Row {
    contact_id: i64,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    role: Option<String>,
    locale: Option<String>,
    time_zone: Option<String>,
    attributes: String,
    is_blocked: bool,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Row> for Contact {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            contact_id: ContactId(row.contact_id),
            name: row.name,
            email: row.email,
            phone: row.phone,
            role: row.role,
            locale: row.locale,
            time_zone: row.time_zone,
            attributes: serde_json::from_str(&row.attributes)?,
            is_blocked: row.is_blocked,
            version: row.version,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

/// The contact with this id.
pub fn get(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact, StoreError> {
    let row: Row =
        contacts::table.find(id.0).select(contacts::all_columns).get_result(connection)?;
    row.try_into()
}

/// The contact with this id, its row locked until the end of the transaction.
pub fn lock(connection: &mut DatabaseConnection, id: ContactId) -> Result<Contact, StoreError> {
    let lock = dialect::for_update(connection);
    let row: Row = Followed(contacts::table.find(id.0).select(contacts::all_columns), lock)
        .get_result(connection)?;
    row.try_into()
}

/// The contacts with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = contacts::table
        .filter(contacts::contact_id.eq_any(ids))
        .select(contacts::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
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
    let insert = diesel::insert_into(contacts::table).values((
        contacts::contact_id.eq(contact.contact_id.0),
        contacts::name.eq(&contact.name),
        contacts::email.eq(&contact.email),
        contacts::phone.eq(&contact.phone),
        contacts::role.eq(&contact.role),
        contacts::locale.eq(&contact.locale),
        contacts::time_zone.eq(&contact.time_zone),
        contacts::attributes.eq(contact.attributes.to_string()),
        contacts::is_blocked.eq(contact.is_blocked),
        contacts::version.eq(contact.version),
        contacts::created_at.eq(contact.created_at.0),
        contacts::updated_at.eq(contact.updated_at.0),
    ));
    Ok(OrIgnore(insert).execute(connection)? == 1)
}

/// Writes all that can change about a contact.
pub fn update(connection: &mut DatabaseConnection, contact: &Contact) -> Result<(), StoreError> {
    let count = diesel::update(contacts::table.find(contact.contact_id.0))
        .set((
            contacts::name.eq(&contact.name),
            contacts::email.eq(&contact.email),
            contacts::phone.eq(&contact.phone),
            contacts::role.eq(&contact.role),
            contacts::locale.eq(&contact.locale),
            contacts::time_zone.eq(&contact.time_zone),
            contacts::attributes.eq(contact.attributes.to_string()),
            contacts::is_blocked.eq(contact.is_blocked),
            contacts::version.eq(contact.version),
            contacts::updated_at.eq(contact.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Removes a contact that nothing refers to: the loser of a race to create it.
pub fn delete(connection: &mut DatabaseConnection, id: ContactId) -> Result<(), StoreError> {
    diesel::delete(contacts::table.find(id.0)).execute(connection)?;
    Ok(())
}
