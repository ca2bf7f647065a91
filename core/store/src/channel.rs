//! The table of channels.

use crate::schema::channels;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::channel::Channel;
use switchboard_model::{ChannelId, TeamId, Timestamp};

#[derive(Queryable)]
struct Row {
    channel_id: i64,
    plugin: String,
    key: String,
    name: String,
    state: String,
    state_reason: Option<String>,
    settings: String,
    account: Option<String>,
    team_id: Option<i64>,
    is_polled: bool,
    poll_cursor: Option<String>,
    reopen_within_ms: Option<i64>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Row> for Channel {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            channel_id: ChannelId(row.channel_id),
            plugin: row.plugin,
            key: row.key,
            name: row.name,
            state: row.state.parse()?,
            state_reason: row.state_reason,
            settings: serde_json::from_str(&row.settings)?,
            account: row.account,
            team_id: row.team_id.map(TeamId),
            is_polled: row.is_polled,
            poll_cursor: row.poll_cursor,
            reopen_within_ms: row.reopen_within_ms,
            version: row.version,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

/// The channel with this id.
pub fn get(connection: &mut DatabaseConnection, id: ChannelId) -> Result<Channel, StoreError> {
    let row: Row =
        channels::table.find(id.0).select(channels::all_columns).get_result(connection)?;
    row.try_into()
}

/// The channel with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: ChannelId,
) -> Result<Option<Channel>, StoreError> {
    let row: Option<Row> = channels::table
        .find(id.0)
        .select(channels::all_columns)
        .get_result(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
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
    let row: Option<Row> = channels::table
        .filter(channels::key.eq(key))
        .select(channels::all_columns)
        .get_result(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}

/// The channel that holds this account of a platform.
pub fn find_by_account(
    connection: &mut DatabaseConnection,
    plugin: &str,
    account: &str,
) -> Result<Option<Channel>, StoreError> {
    let row: Option<Row> = channels::table
        .filter(channels::plugin.eq(plugin))
        .filter(channels::account.eq(account))
        .select(channels::all_columns)
        .get_result(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}

/// The channels with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ChannelId],
) -> Result<Vec<Channel>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = channels::table
        .filter(channels::channel_id.eq_any(ids))
        .select(channels::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// All channels by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Channel>, StoreError> {
    let rows: Vec<Row> = channels::table
        .order((channels::name, channels::channel_id))
        .select(channels::all_columns)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
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
    let team_ids: Vec<i64> = team_ids.iter().map(|id| id.0).collect();
    let ids: Vec<i64> = channels::table
        .filter(channels::team_id.is_null().or(channels::team_id.eq_any(team_ids)))
        .order(channels::channel_id)
        .select(channels::channel_id)
        .load(connection)?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// Adds a channel; a taken key or account is a conflict.
pub fn insert(connection: &mut DatabaseConnection, channel: &Channel) -> Result<(), StoreError> {
    diesel::insert_into(channels::table)
        .values((
            channels::channel_id.eq(channel.channel_id.0),
            channels::plugin.eq(&channel.plugin),
            channels::key.eq(&channel.key),
            channels::name.eq(&channel.name),
            channels::state.eq(channel.state.as_str()),
            channels::state_reason.eq(&channel.state_reason),
            channels::settings.eq(channel.settings.to_string()),
            channels::account.eq(&channel.account),
            channels::team_id.eq(channel.team_id.map(|id| id.0)),
            channels::is_polled.eq(channel.is_polled),
            channels::poll_cursor.eq(&channel.poll_cursor),
            channels::reopen_within_ms.eq(channel.reopen_within_ms),
            channels::version.eq(channel.version),
            channels::created_at.eq(channel.created_at.0),
            channels::updated_at.eq(channel.updated_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that an admin or the platform can change about a channel. The polling cursor moves
/// by `set_poll_cursor` only.
pub fn update(connection: &mut DatabaseConnection, channel: &Channel) -> Result<(), StoreError> {
    let count = diesel::update(channels::table.find(channel.channel_id.0))
        .set((
            channels::name.eq(&channel.name),
            channels::state.eq(channel.state.as_str()),
            channels::state_reason.eq(&channel.state_reason),
            channels::settings.eq(channel.settings.to_string()),
            channels::account.eq(&channel.account),
            channels::team_id.eq(channel.team_id.map(|id| id.0)),
            channels::is_polled.eq(channel.is_polled),
            channels::reopen_within_ms.eq(channel.reopen_within_ms),
            channels::version.eq(channel.version),
            channels::updated_at.eq(channel.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Moves the place where polling goes on.
pub fn set_poll_cursor(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    cursor: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(channels::table.find(id.0))
        .set(channels::poll_cursor.eq(cursor))
        .execute(connection)?;
    Ok(())
}
