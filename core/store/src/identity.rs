//! The tables of identities and of their other ids.

use crate::dialect::direct;
use crate::schema::{contacts, identities, identity_aliases};
use crate::{DatabaseConnection, Result, contact, dialect};
use diesel::prelude::*;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::{ChannelId, ContactId, IdentityId};

queries!(Identity in identities by identity_id: IdentityId {
    get, lock, by_ids, insert_or_ignore,
    /// This is what the platform tells again.
    update,
});

/// The identities of a contact, oldest first, at most `limit`.
pub fn of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    limit: i64,
) -> Result<Vec<Identity>> {
    let query = Identity::query().filter(identities::contact_id.eq(contact_id));
    Ok(query.order(identities::identity_id).limit(limit).load(connection)?)
}

/// The identity of a platform's id, with its contact.
pub fn find_by_platform_id(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<Option<(Identity, Contact)>> {
    let found = direct!(connection => identities::table
        .inner_join(contacts::table.on(contacts::contact_id.eq(identities::contact_id)))
        .filter(identities::channel_id.eq(channel_id))
        .filter(identities::platform_id.eq(platform_id))
        .select((Identity::as_select(), Contact::as_select()))
        .get_result(connection));
    Ok(found.optional()?)
}

/// Whose the identity of a platform's id is; none where there is no such identity.
pub fn contact_id_of(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<Option<ContactId>> {
    let found = direct!(connection => identities::table
        .filter(identities::channel_id.eq(channel_id))
        .filter(identities::platform_id.eq(platform_id))
        .select(identities::contact_id)
        .get_result(connection));
    Ok(found.optional()?)
}

/// The oldest identity of an account whose main id no identity has as its own: one that bears it as another
/// id, or that bears one of the account's other ids.
pub fn find_by_other_ids(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    main_id: &str,
    other_ids: &[String],
) -> Result<Option<(Identity, Contact)>> {
    let all_ids = other_ids.iter().map(String::as_str).chain([main_id]);
    let alias: Option<IdentityId> = identity_aliases::table
        .filter(identity_aliases::channel_id.eq(channel_id))
        .filter(identity_aliases::value.eq_any(all_ids))
        .order(identity_aliases::identity_id)
        .select(identity_aliases::identity_id)
        .first(connection)
        .optional()?;
    let main: Option<IdentityId> = if other_ids.is_empty() {
        None
    } else {
        identities::table
            .filter(identities::channel_id.eq(channel_id))
            .filter(identities::platform_id.eq_any(other_ids))
            .order(identities::identity_id)
            .select(identities::identity_id)
            .first(connection)
            .optional()?
    };
    let Some(id) = [alias, main].into_iter().flatten().min() else { return Ok(None) };
    let identity = get(connection, id)?;
    let contact = contact::get(connection, identity.contact_id)?;
    Ok(Some((identity, contact)))
}

/// The other ids of an account: kind and value, at most `limit`.
pub fn aliases(
    connection: &mut DatabaseConnection,
    identity_id: IdentityId,
    limit: i64,
) -> Result<Vec<(String, String)>> {
    let query = identity_aliases::table
        .filter(identity_aliases::identity_id.eq(identity_id))
        .order((identity_aliases::kind, identity_aliases::value))
        .limit(limit)
        .select((identity_aliases::kind, identity_aliases::value));
    Ok(direct!(connection => query.load(connection))?)
}

/// Notes another id of an account; answers false when it is known, whoever's it is.
pub fn insert_alias_or_ignore(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    identity_id: IdentityId,
    (kind, value): (&str, &str),
) -> Result<bool> {
    let insert = diesel::insert_into(identity_aliases::table).values((
        identity_aliases::channel_id.eq(channel_id),
        identity_aliases::kind.eq(kind),
        identity_aliases::value.eq(value),
        identity_aliases::identity_id.eq(identity_id),
    ));
    dialect::insert_or_ignore(connection, insert)
}
