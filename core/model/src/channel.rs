//! A channel: one configured source of chats.

use crate::{ChannelId, OperatorId, ScheduleId, TeamId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// Does a channel work.
    ChannelState {
        /// It receives and sends.
        Active = "ACTIVE",
        /// Its platform refused the last polls or did not answer: it is asked again, and sends are tried.
        Failing = "FAILING",
        /// An admin paused sending and polling; webhooks are still stored.
        Paused = "PAUSED",
        /// The platform refused the credentials; webhooks are still stored.
        Broken = "BROKEN",
        /// An admin deleted it: its chats stay to be read, nothing comes in or leaves.
        Deleted = "DELETED",
    }
}

impl ChannelState {
    /// Is its platform asked and told.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Active | Self::Failing)
    }
}

text_enum! {
    /// What a member of a channel is.
    ChannelMemberKind {
        /// An operator.
        Operator = "OPERATOR",
        /// A team: whoever is in it.
        Team = "TEAM",
    }
}

/// One who sees the chats of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::channel_members)
)]
pub struct ChannelMember {
    /// The channel.
    pub channel_id: ChannelId,
    /// What they are.
    pub kind: ChannelMemberKind,
    /// The operator's or the team's id.
    pub member_id: i64,
}

/// All who see the chats of a channel; where there are none, everybody does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelMembers {
    /// The operators.
    pub operator_ids: Vec<OperatorId>,
    /// The teams.
    pub team_ids: Vec<TeamId>,
}

impl ChannelMembers {
    /// The members of one channel.
    pub fn of(rows: &[ChannelMember]) -> Self {
        let ids = |kind: ChannelMemberKind| {
            rows.iter().filter(move |row| row.kind == kind).map(|row| row.member_id)
        };
        Self {
            operator_ids: ids(ChannelMemberKind::Operator).map(OperatorId).collect(),
            team_ids: ids(ChannelMemberKind::Team).map(TeamId).collect(),
        }
    }

    /// The rows of this channel's members.
    pub fn rows(&self, channel_id: ChannelId) -> Vec<ChannelMember> {
        let row = |kind, member_id| ChannelMember { channel_id, kind, member_id };
        let operators = self.operator_ids.iter().map(|id| row(ChannelMemberKind::Operator, id.0));
        let teams = self.team_ids.iter().map(|id| row(ChannelMemberKind::Team, id.0));
        operators.chain(teams).collect()
    }
}

/// The plugin name of the built-in web chat, which needs no plugin.
pub const WEB_PLUGIN: &str = "web";

/// A configured source of chats.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::channels, primary_key(channel_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Channel {
    /// The id.
    pub channel_id: ChannelId,
    /// The plugin that speaks the platform, such as `org.switchboard.telegram`, or `web`.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub plugin: String,
    /// The last part of the hook's path, unique: `/hooks/<key>`. Of a deleted channel its id, which is
    /// nobody's hook.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// The name for operators.
    pub name: String,
    /// Does it work.
    pub state: ChannelState,
    /// Why it does not, in a sentence that says what to do.
    pub state_reason: Option<String>,
    /// The settings without secrets, as a JSON object.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub settings: serde_json::Value,
    /// The platform's id of the account, to refuse a second channel with it.
    pub account: Option<String>,
    /// Where new chats go.
    pub team_id: Option<TeamId>,
    /// Are we asking the platform for news, because it cannot reach us.
    pub is_polled: bool,
    /// Where polling goes on.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub poll_cursor: Option<String>,
    /// A contact who writes again this long after closing gets a new chat, in ms; none: never.
    pub reopen_within_ms: Option<i64>,
    /// Its business hours; none: the default's.
    pub schedule_id: Option<ScheduleId>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was added.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
