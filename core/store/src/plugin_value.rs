//! The table of plugin storage: small durable values of a connector, per channel.

use crate::schema::plugin_values;
use crate::{DatabaseConnection, Result, dialect};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::{ChannelId, Timestamp};

/// The value of a key, unless it has expired at `now`.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    key: &str,
    now: Timestamp,
) -> Result<Option<Vec<u8>>> {
    Ok(plugin_values::table
        .find((channel_id, key))
        .filter(plugin_values::expires_at.is_null().or(plugin_values::expires_at.gt(now)))
        .select(plugin_values::value)
        .get_result(connection)
        .optional()?)
}

/// How many values a channel holds beside those under `except`, and how many bytes their keys and
/// values take.
pub fn usage(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    except: &str,
) -> Result<(i64, i64)> {
    let bytes =
        sql::<BigInt>("CAST(COALESCE(SUM(OCTET_LENGTH(key) + OCTET_LENGTH(value)), 0) AS BIGINT)");
    Ok(plugin_values::table
        .filter(plugin_values::channel_id.eq(channel_id))
        .filter(plugin_values::key.ne(except))
        .select((count_star(), bytes))
        .get_result(connection)?)
}

/// Sets a value, over an older one of the same key.
pub fn upsert(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    key: &str,
    value: &[u8],
    expires_at: Option<Timestamp>,
) -> Result<()> {
    let insert = diesel::insert_into(plugin_values::table).values((
        plugin_values::channel_id.eq(channel_id),
        plugin_values::key.eq(key),
        plugin_values::value.eq(value),
        plugin_values::expires_at.eq(expires_at),
    ));
    dialect::upsert(connection, insert, "channel_id, key", &["value", "expires_at"])
}

/// Removes a value.
pub fn delete(connection: &mut DatabaseConnection, channel_id: ChannelId, key: &str) -> Result<()> {
    diesel::delete(plugin_values::table.find((channel_id, key))).execute(connection)?;
    Ok(())
}

/// Removes all values of a channel.
pub fn delete_all(connection: &mut DatabaseConnection, channel_id: ChannelId) -> Result<()> {
    let all = plugin_values::table.filter(plugin_values::channel_id.eq(channel_id));
    diesel::delete(all).execute(connection)?;
    Ok(())
}

/// Removes a channel's values that have expired at `now`; returns how many.
pub fn prune(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    now: Timestamp,
) -> Result<usize> {
    Ok(diesel::delete(
        plugin_values::table
            .filter(plugin_values::channel_id.eq(channel_id))
            .filter(plugin_values::expires_at.le(now)),
    )
    .execute(connection)?)
}
