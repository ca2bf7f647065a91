//! The table of channels.

use crate::schema::channels;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};

queries!(Channel in channels by channel_id: ChannelId copied {
    get, find, by_ids, all, count, insert,
    /// The polling cursor moves by `set_poll_cursor` only, the key by `retire`.
    update,
});

/// The channel with this id, its row locked until the commit.
pub fn lock(connection: &mut DatabaseConnection, id: ChannelId) -> Result<Channel> {
    dialect::lock_row(connection, "channels", "channel_id", id.0)?;
    get(connection, id)
}

/// The channel whose hook ends in this key.
pub fn find_by_key(connection: &mut DatabaseConnection, key: &str) -> Result<Option<Channel>> {
    Ok(Channel::query().filter(channels::key.eq(key)).get_result(connection).optional()?)
}

/// The channel that holds this account of a platform.
pub fn find_by_account(
    connection: &mut DatabaseConnection,
    plugin: &str,
    account: &str,
) -> Result<Option<Channel>> {
    Ok(Channel::query()
        .filter(channels::plugin.eq(plugin))
        .filter(channels::account.eq(account))
        .get_result(connection)
        .optional()?)
}

/// The states of all channels, in no particular order.
pub fn states(connection: &mut DatabaseConnection) -> Result<Vec<ChannelState>> {
    Ok(channels::table.select(channels::state).load(connection)?)
}

/// Gives the key back under which a channel was known, and forgets where polling goes on.
pub fn retire(connection: &mut DatabaseConnection, id: ChannelId) -> Result<()> {
    diesel::update(channels::table.find(id))
        .set((channels::key.eq(id.to_string()), channels::poll_cursor.eq(None::<String>)))
        .execute(connection)?;
    Ok(())
}

/// Moves the place where polling goes on.
pub fn set_poll_cursor(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    cursor: Option<&str>,
) -> Result<()> {
    diesel::update(channels::table.find(id))
        .set(channels::poll_cursor.eq(cursor))
        .execute(connection)?;
    Ok(())
}
