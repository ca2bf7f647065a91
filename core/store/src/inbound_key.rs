//! The table of inbound_keys: recognises a repeated delivery of what is no message,
//! and remembers the messages that were deleted before they came.

use crate::dialect::direct;
use crate::schema::inbound_keys;
use crate::{DatabaseConnection, Result, dialect, limits};
use diesel::prelude::*;
use switchboard_model::{ChannelId, Timestamp};

/// Notes a key; answers false when it was noted before.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    dedup: &str,
    now: Timestamp,
) -> Result<bool> {
    let insert = diesel::insert_into(inbound_keys::table).values((
        inbound_keys::channel_id.eq(channel_id),
        inbound_keys::dedup.eq(dedup),
        inbound_keys::created_at.eq(now),
    ));
    dialect::insert_or_ignore(connection, insert)
}

/// Was the key noted.
pub fn is_noted(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    dedup: &str,
) -> Result<bool> {
    let query = inbound_keys::table.find((channel_id, dedup)).select(inbound_keys::created_at);
    let found: Option<Timestamp> =
        direct!(connection => query.get_result(connection)).optional()?;
    Ok(found.is_some())
}

/// Forgets keys from before a time, oldest first, at most [`limits::PRUNE_ROWS`]; says how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let last: Option<Timestamp> = inbound_keys::table
        .filter(inbound_keys::created_at.lt(before))
        .order(inbound_keys::created_at)
        .offset(limits::PRUNE_ROWS)
        .select(inbound_keys::created_at)
        .first(connection)
        .optional()?;
    let below = last.unwrap_or(before);
    Ok(diesel::delete(inbound_keys::table.filter(inbound_keys::created_at.lt(below)))
        .execute(connection)?)
}
