//! The tables of identities and of their other ids.

use crate::dialect::OrIgnore;
use crate::schema::{contacts, identities, identity_aliases};
use crate::{DatabaseConnection, StoreError, contact};
use diesel::prelude::*;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::{ChannelId, ContactId, IdentityId, Timestamp};

#[derive(Queryable)]
pub(crate) struct Row {
    identity_id: i64,
    contact_id: i64,
    channel_id: i64,
    platform_id: String,
    name: Option<String>,
    username: Option<String>,
    locale: Option<String>,
    is_reachable: bool,
    created_at: i64,
    updated_at: i64,
}

impl From<Row> for Identity {
    fn from(row: Row) -> Self {
        Self {
            identity_id: IdentityId(row.identity_id),
            contact_id: ContactId(row.contact_id),
            channel_id: ChannelId(row.channel_id),
            platform_id: row.platform_id,
            name: row.name,
            username: row.username,
            locale: row.locale,
            is_reachable: row.is_reachable,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        }
    }
}

/// The identity with this id.
pub fn get(connection: &mut DatabaseConnection, id: IdentityId) -> Result<Identity, StoreError> {
    let row: Row =
        identities::table.find(id.0).select(identities::all_columns).get_result(connection)?;
    Ok(row.into())
}

/// The identities with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[IdentityId],
) -> Result<Vec<Identity>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = identities::table
        .filter(identities::identity_id.eq_any(ids))
        .select(identities::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The identities of a contact, oldest first, at most `limit`.
pub fn of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    limit: i64,
) -> Result<Vec<Identity>, StoreError> {
    let rows: Vec<Row> = identities::table
        .filter(identities::contact_id.eq(contact_id.0))
        .order(identities::identity_id)
        .limit(limit)
        .select(identities::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The identity of a platform's id, with its contact.
pub fn find_by_platform_id(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<Option<(Identity, Contact)>, StoreError> {
    let row: Option<(Row, contact::Row)> = identities::table
        .inner_join(contacts::table.on(contacts::contact_id.eq(identities::contact_id)))
        .filter(identities::channel_id.eq(channel_id.0))
        .filter(identities::platform_id.eq(platform_id))
        .select((identities::all_columns, contacts::all_columns))
        .get_result(connection)
        .optional()?;
    row.map(|(identity, contact)| Ok((identity.into(), contact.try_into()?))).transpose()
}

/// The oldest identity that bears one of these ids, as its main id or as another one of the account.
pub fn find_by_any_id(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    ids: &[String],
) -> Result<Option<(Identity, Contact)>, StoreError> {
    let alias: Option<i64> = identity_aliases::table
        .filter(identity_aliases::channel_id.eq(channel_id.0))
        .filter(identity_aliases::value.eq_any(ids.to_vec()))
        .order(identity_aliases::identity_id)
        .select(identity_aliases::identity_id)
        .first(connection)
        .optional()?;
    let main: Option<i64> = identities::table
        .filter(identities::channel_id.eq(channel_id.0))
        .filter(identities::platform_id.eq_any(ids.to_vec()))
        .order(identities::identity_id)
        .select(identities::identity_id)
        .first(connection)
        .optional()?;
    let Some(id) = [alias, main].into_iter().flatten().min() else { return Ok(None) };
    let identity = get(connection, IdentityId(id))?;
    let contact = contact::get(connection, identity.contact_id)?;
    Ok(Some((identity, contact)))
}

/// Adds an identity; answers false, adding nothing, when the platform's id is known.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    identity: &Identity,
) -> Result<bool, StoreError> {
    let count = OrIgnore(diesel::insert_into(identities::table).values((
        identities::identity_id.eq(identity.identity_id.0),
        identities::contact_id.eq(identity.contact_id.0),
        identities::channel_id.eq(identity.channel_id.0),
        identities::platform_id.eq(&identity.platform_id),
        identities::name.eq(&identity.name),
        identities::username.eq(&identity.username),
        identities::locale.eq(&identity.locale),
        identities::is_reachable.eq(identity.is_reachable),
        identities::created_at.eq(identity.created_at.0),
        identities::updated_at.eq(identity.updated_at.0),
    )))
    .execute(connection)?;
    Ok(count == 1)
}

/// Writes what the platform tells anew.
pub fn update(connection: &mut DatabaseConnection, identity: &Identity) -> Result<(), StoreError> {
    let count = diesel::update(identities::table.find(identity.identity_id.0))
        .set((
            identities::name.eq(&identity.name),
            identities::username.eq(&identity.username),
            identities::locale.eq(&identity.locale),
            identities::is_reachable.eq(identity.is_reachable),
            identities::updated_at.eq(identity.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The other ids of an account: kind and value, at most `limit`.
pub fn aliases(
    connection: &mut DatabaseConnection,
    identity_id: IdentityId,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    Ok(identity_aliases::table
        .filter(identity_aliases::identity_id.eq(identity_id.0))
        .order((identity_aliases::kind, identity_aliases::value))
        .limit(limit)
        .select((identity_aliases::kind, identity_aliases::value))
        .load(connection)?)
}

/// Notes another id of an account; answers false when it is known, whoever's it is.
pub fn insert_alias_or_ignore(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    identity_id: IdentityId,
    (kind, value): (&str, &str),
) -> Result<bool, StoreError> {
    let count = OrIgnore(diesel::insert_into(identity_aliases::table).values((
        identity_aliases::channel_id.eq(channel_id.0),
        identity_aliases::kind.eq(kind),
        identity_aliases::value.eq(value),
        identity_aliases::identity_id.eq(identity_id.0),
    )))
    .execute(connection)?;
    Ok(count == 1)
}
