//! A row of the log: what happened, to what, by whom. It carries ids and the names of what
//! changed; followers read the rows again.

pub use crate::noun::{EventKind, FeedTopic, SubjectKind};
use crate::{
    AuthorKind, ChannelId, ChatId, ContactId, EventCursor, OperatorId, Owner, TeamId, Timestamp,
};
use serde::{Deserialize, Serialize};

impl EventKind {
    /// Is it an act: told by the chat's own history, which is kept as long as the chat. All that happens
    /// to a chat is one; how far somebody has read it is not.
    pub fn is_act(self) -> bool {
        self.noun() == SubjectKind::Chat && self != Self::ChatRead
    }

    /// Can it bring a chat to another operator or team: its detail names those who had it before, so that
    /// they learn that it is theirs no more.
    pub fn changes_owners(self) -> bool {
        matches!(
            self,
            Self::ChatAssigned
                | Self::ChatForwarded
                | Self::ChatForwardSettled
                | Self::ChatEscalated
                | Self::ChatQueued
                | Self::ChatWoken
        )
    }

    /// Can it end visits of its contact, or give them to another one: who holds one is asked for again.
    pub fn may_change_visits(self) -> bool {
        matches!(
            self,
            Self::ContactSessionsEnded
                | Self::ContactUnited
                | Self::ContactUniteUndone
                | Self::ContactErased
        )
    }

    /// Can it change what an operator may do or see: their permissions have to be read again. A noun
    /// decides for all that happens to it, but for who works now, which changes all day and nobody's
    /// permissions.
    pub fn may_change_permissions(self) -> bool {
        match self.noun() {
            SubjectKind::Operator if self == Self::OperatorStatusSet => false,
            SubjectKind::Operator
            | SubjectKind::Role
            | SubjectKind::Team
            | SubjectKind::Channel => true,
            SubjectKind::Chat
            | SubjectKind::Message
            | SubjectKind::Delivery
            | SubjectKind::Attachment
            | SubjectKind::Note
            | SubjectKind::Draft
            | SubjectKind::PendingReply
            | SubjectKind::Preferences
            | SubjectKind::Notification
            | SubjectKind::PushSubscription
            | SubjectKind::Contact
            | SubjectKind::BlockedAddress
            | SubjectKind::Broadcast
            | SubjectKind::InboundRequest
            | SubjectKind::Invitation
            | SubjectKind::CloseReason
            | SubjectKind::Label
            | SubjectKind::ReferenceKind
            | SubjectKind::ContactRole
            | SubjectKind::AttributeKind
            | SubjectKind::Template
            | SubjectKind::Macro
            | SubjectKind::Replacement
            | SubjectKind::View
            | SubjectKind::RetentionRule
            | SubjectKind::Rule
            | SubjectKind::RuleList
            | SubjectKind::Schedule
            | SubjectKind::Setting => false,
        }
    }
}

/// An event about to be written.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::Insertable),
    diesel(table_name = crate::schema::events),
    diesel(treat_none_as_default_value = false)
)]
pub struct NewEvent {
    /// What happened.
    pub kind: EventKind,
    /// Who did it.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: Option<i64>,
    /// What it is about.
    pub subject_kind: SubjectKind,
    /// The subject's id.
    pub subject_id: i64,
    /// The chat it belongs to: decides who may see it.
    pub chat_id: Option<ChatId>,
    /// The contact it belongs to.
    pub contact_id: Option<ContactId>,
    /// The channel it belongs to.
    pub channel_id: Option<ChannelId>,
    /// Names of what changed, and for the chat's history the ids before and after.
    pub detail: EventDetail,
}

impl NewEvent {
    /// Can it change who may see its chat.
    pub fn may_change_readers(&self) -> bool {
        match self.kind {
            EventKind::ChatJoined | EventKind::ChatLeft | EventKind::ChatDeleted => true,
            EventKind::ChatClosed => !self.detail.left_operator_ids.is_empty(),
            EventKind::ChatReopened => self.detail.operator_id_before.is_some(),
            kind => kind.changes_owners(),
        }
    }
}

/// What changed, small and free of people's words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
    diesel(sql_type = crate::sql::JsonText)
)]
pub struct EventDetail {
    /// The names of the changed columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// The operator it concerns: the one who joined, left, was assigned, has read, or whose own it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_id: Option<i64>,
    /// How many of the customer's messages the operator has read by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_count: Option<i64>,
    /// The version that it has now, where nothing else of it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// The team it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<i64>,
    /// The operator who had it before an assignment, before it was opened again without going back to
    /// them, or until it was deleted: they learn that it is theirs no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_id_before: Option<i64>,
    /// The team that had it before an assignment, or until it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id_before: Option<i64>,
    /// Those who took part until it was closed, beside the one whose chat it stays, or until it was deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_operator_ids: Vec<i64>,
    /// The reason of a closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_reason_id: Option<i64>,
    /// How the offer of a chat ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_state: Option<String>,
    /// How the customer rated the chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<i64>,
    /// The status before a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_before: Option<String>,
    /// The status after a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_after: Option<String>,
    /// How urgent the chat was before a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_before: Option<String>,
    /// How many rules it goes back to, each started by what the one before did; absent where people or time began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<i64>,
}

impl EventDetail {
    /// The same with whose it is: nobody else is told.
    pub fn of_owner(self, owner: Owner) -> Self {
        Self {
            operator_id: owner.operator_id().map(|id| id.0),
            team_id: owner.team_id().map(|id| id.0),
            ..self
        }
    }

    /// Whose it is, where [`Self::of_owner`] has said so.
    pub fn owner(&self) -> Owner {
        Owner::of(self.operator_id.map(OperatorId), self.team_id.map(TeamId))
    }
}

/// An event as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place.
    pub cursor: EventCursor,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub event: NewEvent,
}
