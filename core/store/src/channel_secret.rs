//! The table of a channel's secrets, sealed before they come here.

use crate::schema::channel_secrets;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text};
use switchboard_model::{ChannelId, Timestamp};

/// The sealed secret with this name.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(channel_secrets::table
        .find((channel_id.0, name))
        .select(channel_secrets::sealed)
        .get_result(connection)
        .optional()?)
}

/// The names of a channel's secrets, in order.
pub fn names(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
) -> Result<Vec<String>, StoreError> {
    Ok(channel_secrets::table
        .filter(channel_secrets::channel_id.eq(channel_id.0))
        .order(channel_secrets::name)
        .select(channel_secrets::name)
        .load(connection)?)
}

/// Sets a sealed secret, over an older one of the same name.
pub fn upsert(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
    sealed: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    diesel::sql_query(
        "INSERT INTO channel_secrets (channel_id, name, sealed, updated_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (channel_id, name) \
         DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at",
    )
    .bind::<BigInt, _>(channel_id.0)
    .bind::<Text, _>(name)
    .bind::<Binary, _>(sealed)
    .bind::<BigInt, _>(at.0)
    .execute(connection)?;
    Ok(())
}

/// Removes a secret.
pub fn delete(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<(), StoreError> {
    diesel::delete(channel_secrets::table.find((channel_id.0, name))).execute(connection)?;
    Ok(())
}
