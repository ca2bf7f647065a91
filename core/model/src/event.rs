//! A row of the log: what happened, to what, by whom. It carries ids and the names of what
//! changed; followers read the rows again.

use crate::{AuthorKind, ChannelId, ChatId, ContactId, EventCursor, Timestamp};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What happened: the desk's command in the past tense.
    EventKind {
        /// A chat was opened.
        ChatOpened = "chat.opened",
        /// A chat was assigned to an operator or a team, or the assignment was taken back.
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
        ChatEdited = "chat.edited",
        /// An operator read a chat, or marked it as unread.
        ChatRead = "chat.read",
        /// A message was written, by either side.
        MessageCreated = "message.created",
        /// A message was edited, by either side.
        MessageEdited = "message.edited",
        /// A message was deleted, by either side.
        MessageRetracted = "message.retracted",
        /// A message was reacted to, or a reaction was taken back.
        MessageReacted = "message.reacted",
        /// A delivery got further, failed or is tried again.
        DeliveryChanged = "delivery.changed",
        /// An attachment was stored or could not be had.
        AttachmentChanged = "attachment.changed",
        /// A note was written.
        NoteCreated = "note.created",
        /// A note was edited.
        NoteEdited = "note.edited",
        /// A note was deleted.
        NoteDeleted = "note.deleted",
        /// A contact was first seen.
        ContactCreated = "contact.created",
        /// A contact or one of its identities changed.
        ContactEdited = "contact.edited",
        /// A channel was added.
        ChannelAdded = "channel.added",
        /// A channel's settings, name or state changed.
        ChannelEdited = "channel.edited",
        /// A raw request could not be parsed, or was parsed after all.
        InboxChanged = "inbox.changed",
        /// An operator was added.
        OperatorAdded = "operator.added",
        /// An operator's name, role, teams or state changed.
        OperatorEdited = "operator.edited",
        /// A role was added or its rights changed.
        RoleEdited = "role.edited",
        /// A team was added or changed.
        TeamEdited = "team.edited",
        /// The list of reasons changed.
        ReasonEdited = "reason.edited",
        /// A setting changed.
        SettingEdited = "setting.edited",
    }
}

text_enum! {
    /// What an event is about.
    SubjectKind {
        /// A chat.
        Chat = "chat",
        /// A message.
        Message = "message",
        /// A delivery.
        Delivery = "delivery",
        /// An attachment.
        Attachment = "attachment",
        /// A note.
        Note = "note",
        /// A contact.
        Contact = "contact",
        /// A channel.
        Channel = "channel",
        /// A raw request.
        Inbox = "inbox",
        /// An operator.
        Operator = "operator",
        /// A role.
        Role = "role",
        /// A team.
        Team = "team",
        /// A reason.
        Reason = "reason",
        /// A setting.
        Setting = "setting",
    }
}

/// An event about to be written.
#[derive(Clone, Debug, PartialEq)]
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
    pub reason_id: Option<i64>,
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
