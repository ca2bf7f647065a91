//! A row of the log: what happened, to what, by whom. It carries ids and the names of what
//! changed; followers read the rows again.

pub use crate::noun::{FeedTopic, SubjectKind};
use crate::{AuthorKind, ChannelId, ChatId, ContactId, EventCursor, Timestamp};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What happened: a command in the past tense.
    EventKind {
        /// A chat was opened.
        ChatOpened = "chat.opened",
        /// A chat was assigned, or the assignment was taken back.
        ChatAssigned = "chat.assigned",
        /// An operator joined a chat.
        ChatJoined = "chat.joined",
        /// An operator left a chat.
        ChatLeft = "chat.left",
        /// A chat was closed.
        ChatClosed = "chat.closed",
        /// A chat was opened again.
        ChatReopened = "chat.reopened",
        /// A chat's subject or priority changed.
        ChatUpdated = "chat.updated",
        /// You read a chat, or marked it as unread.
        ChatRead = "chat.read",
        /// A message was written, by either side.
        MessageCreated = "message.created",
        /// A message was edited, by either side.
        MessageEdited = "message.edited",
        /// A message was deleted, by either side.
        MessageDeleted = "message.deleted",
        /// A message was reacted to, or a reaction was taken back.
        MessageReacted = "message.reacted",
        /// A delivery got further, failed or is tried again.
        DeliveryChanged = "delivery.changed",
        /// An attachment was stored or could not be had.
        AttachmentChanged = "attachment.changed",
        /// A note was written.
        NoteCreated = "note.created",
        /// A note was edited.
        NoteUpdated = "note.updated",
        /// A note was deleted.
        NoteDeleted = "note.deleted",
        /// A contact was first seen.
        ContactCreated = "contact.created",
        /// A contact or one of its identities changed.
        ContactUpdated = "contact.updated",
        /// A contact was blocked.
        ContactBlocked = "contact.blocked",
        /// A contact's block was lifted.
        ContactUnblocked = "contact.unblocked",
        /// A channel was created.
        ChannelCreated = "channel.created",
        /// A channel's name, settings, secrets or team changed.
        ChannelUpdated = "channel.updated",
        /// A channel was connected to its account.
        ChannelConnected = "channel.connected",
        /// A channel was paused.
        ChannelPaused = "channel.paused",
        /// A channel was set to work again.
        ChannelResumed = "channel.resumed",
        /// A channel's platform refused its credentials.
        ChannelBroken = "channel.broken",
        /// An inbound request could not be parsed and was put aside.
        InboundRequestFailed = "inbound_request.failed",
        /// An inbound request that was put aside waits to be parsed again.
        InboundRequestReplayed = "inbound_request.replayed",
        /// An inbound request was parsed after an earlier failure.
        InboundRequestParsed = "inbound_request.parsed",
        /// An operator was created.
        OperatorCreated = "operator.created",
        /// An operator's name, role, teams or state changed.
        OperatorUpdated = "operator.updated",
        /// A role was created.
        RoleCreated = "role.created",
        /// A role's name or permissions changed.
        RoleUpdated = "role.updated",
        /// A role was deleted.
        RoleDeleted = "role.deleted",
        /// A team was created.
        TeamCreated = "team.created",
        /// A team's name or operators changed.
        TeamUpdated = "team.updated",
        /// A reason for closing was created.
        CloseReasonCreated = "close_reason.created",
        /// A reason for closing changed.
        CloseReasonUpdated = "close_reason.updated",
        /// A setting changed.
        SettingUpdated = "setting.updated",
    }
}

impl EventKind {
    /// Can it change what an operator may do or see: their permissions have to be read again.
    pub fn may_change_permissions(self) -> bool {
        matches!(
            self,
            Self::OperatorUpdated
                | Self::RoleUpdated
                | Self::TeamCreated
                | Self::TeamUpdated
                | Self::ChannelCreated
                | Self::ChannelUpdated
        )
    }
}

/// An event about to be written.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::QueryableByName),
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
    /// Names of what changed, and for the timeline the ids before and after.
    pub detail: EventDetail,
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
    /// The operator it concerns: the one who joined, left, was assigned, has read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_id: Option<i64>,
    /// The team it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<i64>,
    /// The operator who had it before an assignment: they learn that it is theirs no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_id_before: Option<i64>,
    /// The team that had it before an assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id_before: Option<i64>,
    /// The reason of a closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_reason_id: Option<i64>,
    /// The status before a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_before: Option<String>,
    /// The status after a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_after: Option<String>,
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
