//! The table of channels.

use crate::error::one_changed;
use crate::schema::channels;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::channel::Channel;
use switchboard_model::{ChannelId, TeamId};

/// The channel with this id.
pub fn get(connection: &mut DatabaseConnection, id: ChannelId) -> Result<Channel, StoreError> {
    Ok(Channel::query().find(id).get_result(connection)?)
}

/// The channel with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: ChannelId,
) -> Result<Option<Channel>, StoreError> {
    Ok(Channel::query().find(id).get_result(connection).optional()?)
}

/// The channel with this id, its row locked until the commit.
pub fn lock(connection: &mut DatabaseConnection, id: ChannelId) -> Result<Channel, StoreError> {
    dialect::lock_row(connection, "channels", "channel_id", id.0)?;
    get(connection, id)
}

/// The channel whose hook ends in this key.
pub fn find_by_key(
    connection: &mut DatabaseConnection,
    key: &str,
) -> Result<Option<Channel>, StoreError> {
    Ok(Channel::query().filter(channels::key.eq(key)).get_result(connection).optional()?)
}

/// The channel that holds this account of a platform.
pub fn find_by_account(
    connection: &mut DatabaseConnection,
    plugin: &str,
    account: &str,
) -> Result<Option<Channel>, StoreError> {
    Ok(Channel::query()
        .filter(channels::plugin.eq(plugin))
        .filter(channels::account.eq(account))
        .get_result(connection)
        .optional()?)
}

/// The channels with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ChannelId],
) -> Result<Vec<Channel>, StoreError> {
    Ok(Channel::query().filter(channels::channel_id.eq_any(ids)).load(connection)?)
}

/// All channels by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Channel>, StoreError> {
    let query = Channel::query().order((channels::name, channels::channel_id));
    Ok(query.limit(limit).load(connection)?)
}

/// How many channels there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(channels::table.count().get_result(connection)?)
}

/// The channels that belong to one of these teams, or to no team.
pub fn ids_for_teams(
    connection: &mut DatabaseConnection,
    team_ids: &[TeamId],
) -> Result<Vec<ChannelId>, StoreError> {
    Ok(channels::table
        .filter(channels::team_id.is_null().or(channels::team_id.eq_any(team_ids)))
        .order(channels::channel_id)
        .select(channels::channel_id)
        .load(connection)?)
}

/// Adds a channel; a taken key or account is a conflict.
pub fn insert(connection: &mut DatabaseConnection, channel: &Channel) -> Result<(), StoreError> {
    diesel::insert_into(channels::table).values(channel.clone()).execute(connection)?;
    Ok(())
}

/// Writes all that an admin or the platform can change about a channel. The polling cursor moves
/// by `set_poll_cursor` only.
pub fn update(connection: &mut DatabaseConnection, channel: &Channel) -> Result<(), StoreError> {
    let row = channels::table.find(channel.channel_id);
    one_changed(diesel::update(row).set(channel.clone()).execute(connection)?)
}

/// Moves the place where polling goes on.
pub fn set_poll_cursor(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    cursor: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(channels::table.find(id))
        .set(channels::poll_cursor.eq(cursor))
        .execute(connection)?;
    Ok(())
}
