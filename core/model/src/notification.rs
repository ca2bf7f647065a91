//! What an operator is told of: made from the log, once of an event, and read when its chat is read.

use crate::{ChannelId, ChatId, MessageId, NoteId, NotificationId, OperatorId, Timestamp};

text_enum! {
    /// What somebody is told of.
    NotificationKind {
        /// A chat was assigned to you.
        Assigned = "ASSIGNED",
        /// A chat waits that nobody has taken.
        Queued = "QUEUED",
        /// The customer wrote in a chat of yours.
        NewMessage = "NEW_MESSAGE",
        /// A chat is offered to you or to a team of yours.
        Forwarded = "FORWARDED",
        /// A chat that you offered, or that was offered to you, was taken, declined, taken back or waited for too long.
        ForwardSettled = "FORWARD_SETTLED",
        /// A note mentions you.
        Mentioned = "MENTIONED",
        /// What you wrote did not reach the customer, or nobody knows.
        DeliveryFailed = "DELIVERY_FAILED",
        /// The platform of a channel refuses its credentials.
        ChannelBroken = "CHANNEL_BROKEN",
        /// A customer rated a chat of yours.
        Rated = "RATED",
    }
}

impl NotificationKind {
    /// What makes a sound for whoever has chosen nothing.
    pub const SOUNDING: &'static [Self] =
        &[Self::Assigned, Self::Queued, Self::NewMessage, Self::Forwarded, Self::Mentioned];
    /// What is pushed to the browsers of whoever has chosen nothing.
    pub const PUSHED: &'static [Self] = &[
        Self::Assigned,
        Self::NewMessage,
        Self::Forwarded,
        Self::ForwardSettled,
        Self::Mentioned,
        Self::DeliveryFailed,
        Self::ChannelBroken,
    ];
}

/// What an operator was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::notifications),
    diesel(treat_none_as_default_value = false)
)]
pub struct Notification {
    /// The id.
    pub notification_id: NotificationId,
    /// Who is told.
    pub operator_id: OperatorId,
    /// Of what.
    pub kind: NotificationKind,
    /// In which chat; none where it is in none.
    pub chat_id: Option<ChatId>,
    /// The number of what it is about: see [`Self::about`].
    pub subject_id: i64,
    /// The event that it was made of, by its number in the log.
    pub source_seq: i64,
    /// When that happened.
    pub at: Timestamp,
    /// When it was read; none while it was not.
    pub read_at: Option<Timestamp>,
}

impl Notification {
    /// The global id of what it is about: the message, the note, the channel or the chat.
    pub fn about(&self) -> String {
        let id = self.subject_id;
        match self.kind {
            NotificationKind::NewMessage | NotificationKind::DeliveryFailed => {
                MessageId(id).to_string()
            }
            NotificationKind::Mentioned => NoteId(id).to_string(),
            NotificationKind::ChannelBroken => ChannelId(id).to_string(),
            NotificationKind::Assigned
            | NotificationKind::Queued
            | NotificationKind::Forwarded
            | NotificationKind::ForwardSettled
            | NotificationKind::Rated => ChatId(id).to_string(),
        }
    }
}
