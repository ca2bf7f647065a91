//! The table of who sees the chats of which channel.

use crate::dialect::Number;
use crate::schema::channel_members;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::channel::{ChannelMember, ChannelMembers};
use switchboard_model::{ChannelId, OperatorId};

/// The members of these channels, in no particular order of the channels.
pub fn of_channels(
    connection: &mut DatabaseConnection,
    ids: &[ChannelId],
) -> Result<Vec<ChannelMember>> {
    Ok(ChannelMember::query()
        .filter(channel_members::channel_id.eq_any(ids))
        .order((channel_members::kind, channel_members::member_id))
        .load(connection)?)
}

/// Gives a channel these members in the place of those that it had.
pub fn replace(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    members: &ChannelMembers,
) -> Result<()> {
    let before = channel_members::table.filter(channel_members::channel_id.eq(id));
    diesel::delete(before).execute(connection)?;
    for row in members.rows(id) {
        diesel::insert_into(channel_members::table).values(&row).execute(connection)?;
    }
    Ok(())
}

/// The channels whose chats an operator sees: those that they or one of their teams are a member of, and
/// those without members.
pub fn channels_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Vec<ChannelId>> {
    let text = "SELECT channels.channel_id AS number FROM channels \
        WHERE NOT EXISTS (SELECT 1 FROM channel_members WHERE channel_members.channel_id = channels.channel_id) \
        OR EXISTS (SELECT 1 FROM channel_members WHERE channel_members.channel_id = channels.channel_id \
        AND channel_members.kind = 'OPERATOR' AND channel_members.member_id = $1) \
        OR EXISTS (SELECT 1 FROM channel_members \
        JOIN team_operators ON team_operators.team_id = channel_members.member_id \
        WHERE channel_members.channel_id = channels.channel_id AND channel_members.kind = 'TEAM' \
        AND team_operators.operator_id = $1) \
        ORDER BY number";
    let rows: Vec<Number> = diesel::sql_query(text).bind::<BigInt, _>(id.0).load(connection)?;
    Ok(rows.into_iter().map(|row| ChannelId(row.number)).collect())
}
