//! The table of a channel's secrets, sealed before they come here.

use crate::schema::channel_secrets;
use crate::{DatabaseConnection, Result, Transaction, dialect};
use diesel::prelude::*;
use switchboard_model::{ChannelId, Timestamp};

/// The sealed secret with this name.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<Option<Vec<u8>>> {
    Ok(channel_secrets::table
        .find((channel_id, name))
        .select(channel_secrets::sealed)
        .get_result(connection)
        .optional()?)
}

/// The sealed secret with this name, and its generation.
pub fn find_with_generation(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<Option<(Vec<u8>, i64)>> {
    Ok(channel_secrets::table
        .find((channel_id, name))
        .select((channel_secrets::sealed, channel_secrets::generation))
        .get_result(connection)
        .optional()?)
}

/// The generation of the secret with this name: another one each time that it is set.
pub fn generation(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<Option<i64>> {
    Ok(channel_secrets::table
        .find((channel_id, name))
        .select(channel_secrets::generation)
        .get_result(connection)
        .optional()?)
}

/// The names of a channel's secrets, in order.
pub fn names(connection: &mut DatabaseConnection, channel_id: ChannelId) -> Result<Vec<String>> {
    Ok(channel_secrets::table
        .filter(channel_secrets::channel_id.eq(channel_id))
        .order(channel_secrets::name)
        .select(channel_secrets::name)
        .load(connection)?)
}

/// Sets a sealed secret, over an older one of the same name, in a generation that no secret had before.
pub fn upsert(
    transaction: &mut Transaction<'_>,
    channel_id: ChannelId,
    name: &str,
    sealed: &[u8],
    at: Timestamp,
) -> Result<()> {
    let insert = diesel::insert_into(channel_secrets::table).values((
        channel_secrets::channel_id.eq(channel_id),
        channel_secrets::name.eq(name),
        channel_secrets::sealed.eq(sealed),
        channel_secrets::generation.eq(transaction.id::<i64>()),
        channel_secrets::updated_at.eq(at),
    ));
    let changed = &["sealed", "generation", "updated_at"];
    dialect::upsert(transaction, insert, "channel_id, name", changed)
}

/// Removes a secret.
pub fn delete(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &str,
) -> Result<()> {
    diesel::delete(channel_secrets::table.find((channel_id, name))).execute(connection)?;
    Ok(())
}

/// Removes all secrets of a channel.
pub fn delete_all(connection: &mut DatabaseConnection, channel_id: ChannelId) -> Result<()> {
    let all = channel_secrets::table.filter(channel_secrets::channel_id.eq(channel_id));
    diesel::delete(all).execute(connection)?;
    Ok(())
}
