//! Which chats of a list, and in which order.

use async_graphql::{Enum, InputObject, Result};
use switchboard_desk::read;
use switchboard_graphql::{
    choice::{ChatPriority, ChatStatus, WaitingOn},
    errors::invalid,
    limits::FILTER_VALUES_MAX,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{ChannelId, ContactId, LabelId, OperatorId, TeamId};

/// Whose chats.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ChatView {
    /// All that you may read.
    All,
    /// Those that are assigned to you or that you take part in.
    Mine,
    /// Those that are neither assigned to you nor joined by you.
    Others,
    /// Those that are assigned to nobody and joined by nobody.
    Unassigned,
}

/// How chats are ordered.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[graphql(remote = "read::ChatOrder")]
pub enum ChatOrder {
    /// The newest message first.
    LastMessage,
    /// The most urgent first, then whoever waits longest. Only chats that wait for an operator.
    WaitingLongest,
    /// The newest chat first.
    Created,
}

/// What a chat must be like. Absent fields ask for nothing; lists mean "one of these".
#[derive(Clone, Default, InputObject)]
pub struct ChatFilter {
    /// Where it stands.
    status: Option<Vec<ChatStatus>>,
    /// Whom it waits for.
    waiting_on: Option<Vec<WaitingOn>>,
    /// How urgent it is.
    priority: Option<Vec<ChatPriority>>,
    /// The channels it came through.
    channel_ids: Option<Vec<Id<ChannelId>>>,
    /// The teams it belongs to.
    team_ids: Option<Vec<Id<TeamId>>>,
    /// The operators who are assigned or take part.
    operator_ids: Option<Vec<Id<OperatorId>>>,
    /// The labels of which it has one.
    label_ids: Option<Vec<Id<LabelId>>>,
    /// Only those that are put aside, or only those that are not.
    is_snoozed: Option<bool>,
    /// Only those that were escalated, or only those that were not.
    is_escalated: Option<bool>,
    /// The contact.
    contact_id: Option<Id<ContactId>>,
    /// Only those with messages that you have not read.
    is_unread: Option<bool>,
    /// Opened at this time or later.
    created_from: Option<DateTime>,
    /// Opened before this time.
    created_to: Option<DateTime>,
}

fn bounded<A: Plain<B>, B>(name: &str, list: Option<Vec<A>>) -> Result<Option<Vec<B>>> {
    if list.as_ref().is_some_and(|list| list.len() > FILTER_VALUES_MAX) {
        return Err(invalid(format!("\"{name}\" has more than {FILTER_VALUES_MAX} values.")));
    }
    Ok(list.plain())
}

/// The conditions of a filter and a view, for whoever asks.
pub fn conditions(filter: ChatFilter, view: ChatView, who: OperatorId) -> Result<read::ChatFilter> {
    let operator_ids = bounded("operatorIds", filter.operator_ids)?;
    let (mine, without_operator_id, is_unassigned) = match view {
        ChatView::All => (None, None, false),
        ChatView::Mine => (Some(who), None, false),
        ChatView::Others => (None, Some(who), false),
        ChatView::Unassigned => (None, None, true),
    };
    Ok(read::ChatFilter {
        statuses: bounded("status", filter.status)?,
        waiting_on: bounded("waitingOn", filter.waiting_on)?,
        priorities: bounded("priority", filter.priority)?,
        channel_ids: bounded("channelIds", filter.channel_ids)?,
        team_ids: bounded("teamIds", filter.team_ids)?,
        operator_ids,
        label_ids: bounded("labelIds", filter.label_ids)?,
        is_snoozed: filter.is_snoozed,
        is_escalated: filter.is_escalated,
        with_operator_id: mine,
        without_operator_id,
        is_unassigned,
        contact_id: filter.contact_id.plain(),
        unread_by: filter.is_unread.unwrap_or(false).then_some(who),
        created_from: filter.created_from.plain(),
        created_to: filter.created_to.plain(),
    })
}
