//! Who sees the chats of a channel: the members that it is given, and what is told of them.

use crate::limits::CHANNEL_MEMBERS_MAX;
use crate::read::Related;
use crate::{DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::channel::{ChannelMember, ChannelMemberKind, ChannelMembers};
use switchboard_model::{ChannelId, OperatorId, TeamId};
use switchboard_store::{DatabaseConnection, StoreError, channel_member, operator, team};

/// The members as they are stored: each once, and all of them there.
pub(super) fn checked(
    connection: &mut DatabaseConnection,
    mut wanted: ChannelMembers,
) -> Result<ChannelMembers> {
    wanted.operator_ids.sort_unstable();
    wanted.operator_ids.dedup();
    wanted.team_ids.sort_unstable();
    wanted.team_ids.dedup();
    let (operator_ids, team_ids) = (&wanted.operator_ids, &wanted.team_ids);
    if operator_ids.len() + team_ids.len() > CHANNEL_MEMBERS_MAX {
        let reason = format!("a channel has at most {CHANNEL_MEMBERS_MAX} members: name teams");
        return Err(DeskError::invalid("memberOperatorIds", reason));
    }
    if operator::by_ids(connection, operator_ids)?.len() != operator_ids.len() {
        let reason = "one of the operators is not there";
        return Err(DeskError::invalid("memberOperatorIds", reason));
    }
    if team::hold_all(connection, team_ids)?.len() != team_ids.len() {
        return Err(DeskError::invalid("memberTeamIds", "one of the teams is not there"));
    }
    Ok(wanted)
}

/// The members of a channel.
pub(crate) fn of_channel(
    connection: &mut DatabaseConnection,
    id: ChannelId,
) -> Result<ChannelMembers, StoreError> {
    Ok(ChannelMembers::of(&channel_member::of_channels(connection, &[id])?))
}

/// What the log and the audit tell of them, beside the other columns of the channel.
pub(super) fn with_columns(mut columns: Value, members: &ChannelMembers) -> Value {
    let operators: Vec<_> = members.operator_ids.iter().map(ToString::to_string).collect();
    let teams: Vec<_> = members.team_ids.iter().map(ToString::to_string).collect();
    columns["member_operator_ids"] = json!(operators);
    columns["member_team_ids"] = json!(teams);
    columns
}

impl Related<'_> {
    /// The operators among the members of these channels.
    pub fn member_operators(&mut self, ids: &[ChannelId]) -> Result<Vec<(ChannelId, OperatorId)>> {
        let rows = self.channel_members(ids, ChannelMemberKind::Operator)?;
        Ok(rows.into_iter().map(|row| (row.channel_id, OperatorId(row.member_id))).collect())
    }

    /// The teams among the members of these channels.
    pub fn member_teams(&mut self, ids: &[ChannelId]) -> Result<Vec<(ChannelId, TeamId)>> {
        let rows = self.channel_members(ids, ChannelMemberKind::Team)?;
        Ok(rows.into_iter().map(|row| (row.channel_id, TeamId(row.member_id))).collect())
    }

    fn channel_members(
        &mut self,
        ids: &[ChannelId],
        kind: ChannelMemberKind,
    ) -> Result<Vec<ChannelMember>> {
        let mut rows = channel_member::of_channels(self.connection, ids)?;
        rows.retain(|row| row.kind == kind);
        Ok(rows)
    }
}
