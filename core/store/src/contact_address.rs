//! The table of the email addresses and phone numbers of contacts, by which they are found and compared.

use crate::schema::contact_addresses;
use crate::{DatabaseConnection, Result, dialect, limits};
use diesel::prelude::*;
use switchboard_model::ContactId;
use switchboard_model::contact::{AddressKind, Contact, ContactAddress};

/// The addresses of these contacts, with those of the contacts that were pulled into them.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactAddress>> {
    Ok(ContactAddress::query()
        .filter(contact_addresses::contact_id.eq_any(contact_ids))
        .order((
            contact_addresses::contact_id,
            contact_addresses::origin_id,
            contact_addresses::kind,
        ))
        .load(connection)?)
}

/// The contacts with this address, in any spelling: of those whose addresses are alike the same ones.
pub fn contacts_with(
    connection: &mut DatabaseConnection,
    kind: AddressKind,
    wanted: &str,
) -> Result<Vec<ContactId>> {
    let alike: Vec<(ContactId, String)> = contact_addresses::table
        .filter(contact_addresses::kind.eq(kind))
        .filter(contact_addresses::normal.eq(kind.normal(wanted)))
        .order(contact_addresses::contact_id)
        .limit(limits::ADDRESSES_ALIKE)
        .select((contact_addresses::contact_id, contact_addresses::value))
        .load(connection)?;
    let same = alike.into_iter().filter(|(_, value)| kind.is_same(wanted, value));
    Ok(same.map(|(id, _)| id).collect())
}

/// The contact's first address of this kind is what `origin` was told to have: it takes the place of what that
/// was told before.
pub(crate) fn tell(
    connection: &mut DatabaseConnection,
    contact: &Contact,
    kind: AddressKind,
    origin: ContactId,
) -> Result<()> {
    let Some(value) = kind.of(contact) else {
        let told = contact_addresses::table
            .filter(contact_addresses::origin_id.eq(origin))
            .filter(contact_addresses::contact_id.eq(contact.contact_id))
            .filter(contact_addresses::kind.eq(kind));
        diesel::delete(told).execute(connection)?;
        return Ok(());
    };
    let row = ContactAddress {
        origin_id: origin,
        kind,
        contact_id: contact.contact_id,
        normal: kind.normal(value),
        value: value.to_owned(),
    };
    let insert = diesel::insert_into(contact_addresses::table).values(row);
    dialect::upsert(connection, insert, "origin_id, kind", &["contact_id", "normal", "value"])
}

/// Removes the addresses that were told of a contact.
pub(crate) fn delete_of(connection: &mut DatabaseConnection, origin: ContactId) -> Result<()> {
    let told = contact_addresses::table.filter(contact_addresses::origin_id.eq(origin));
    diesel::delete(told).execute(connection)?;
    Ok(())
}
