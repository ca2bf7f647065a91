//! The table of plugin storage: small durable values of a connector, per channel.

use crate::schema::plugin_values;
use crate::{DatabaseConnection, StoreError};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use switchboard_model::{ChannelId, Timestamp};

/// The value of a key, unless it has expired at `now`.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    key: &str,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(plugin_values::table
        .find((channel_id.0, key))
        .filter(plugin_values::expires_at.is_null().or(plugin_values::expires_at.gt(now.0)))
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
) -> Result<(i64, i64), StoreError> {
    let bytes =
        sql::<BigInt>("CAST(COALESCE(SUM(OCTET_LENGTH(key) + OCTET_LENGTH(value)), 0) AS BIGINT)");
    Ok(plugin_values::table
        .filter(plugin_values::channel_id.eq(channel_id.0))
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
) -> Result<(), StoreError> {
    diesel::sql_query(
        "INSERT INTO plugin_values (channel_id, key, value, expires_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (channel_id, key) \
         DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at",
    )
    .bind::<BigInt, _>(channel_id.0)
    .bind::<Text, _>(key)
    .bind::<Binary, _>(value)
    .bind::<Nullable<BigInt>, _>(expires_at.map(|at| at.0))
    .execute(connection)?;
    Ok(())
}

/// Removes a value.
pub fn delete(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    key: &str,
) -> Result<(), StoreError> {
    diesel::delete(plugin_values::table.find((channel_id.0, key))).execute(connection)?;
    Ok(())
}

/// Removes a channel's values that have expired at `now`; returns how many.
pub fn prune(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    now: Timestamp,
) -> Result<usize, StoreError> {
    Ok(diesel::delete(
        plugin_values::table
            .filter(plugin_values::channel_id.eq(channel_id.0))
            .filter(plugin_values::expires_at.le(now.0)),
    )
    .execute(connection)?)
}
