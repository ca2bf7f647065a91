//! A chat: one contact on one channel, with its history.

use crate::connector::PlatformChat;
use crate::{
    AuthorKind, ChannelId, ChatId, CloseReasonId, ContactId, IdentityId, LabelId, MessageId,
    OperatorId, TeamId, Timestamp,
};
#[cfg(feature = "sql")]
use diesel::{ExpressionMethods as _, QueryDsl as _};

text_enum! {
    /// Where a chat stands.
    ChatStatus {
        /// Nobody has taken it yet.
        New = "NEW",
        /// An operator works on it.
        Active = "ACTIVE",
        /// The operator has answered and waits for the customer.
        AwaitingResponse = "AWAITING_RESPONSE",
        /// Forwarded, not yet taken by its receiver.
        Transferred = "TRANSFERRED",
        /// Closed with a reason.
        Closed = "CLOSED",
        /// Closed and put away.
        Archived = "ARCHIVED",
    }
}

text_enum! {
    /// Whom a chat waits for.
    WaitingOn {
        /// The customer's answer.
        Customer = "CUSTOMER",
        /// An operator's answer.
        Operator = "OPERATOR",
        /// Nobody: it is closed, or nothing was said yet.
        Nobody = "NOBODY",
    }
}

text_enum! {
    // Declared from the least to the most urgent: they are compared.
    /// How urgent a chat is.
    ChatPriority {
        /// Can wait.
        Low = "LOW",
        /// As usual.
        Normal = "NORMAL",
        /// Before the usual ones.
        High = "HIGH",
        /// Payment blocks, lost access.
        Urgent = "URGENT",
    }
}

impl ChatPriority {
    /// Where it stands among those who wait: 0 for the most urgent.
    pub fn rank(self) -> i64 {
        match self {
            Self::Urgent => 0,
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        }
    }
}

impl ChatStatus {
    /// Those of chats that are neither closed nor archived.
    pub const OPEN: &[Self] = &[Self::New, Self::Active, Self::AwaitingResponse, Self::Transferred];

    /// Is the chat neither closed nor archived.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

/// A chat. One that was deleted is none any more: no query of chats finds it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::QueryableByName, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::chats, primary_key(chat_id)),
    diesel(base_query = crate::schema::chats::table.filter(crate::schema::chats::deleted_at.is_null())),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Chat {
    /// The id.
    pub chat_id: ChatId,
    /// The number that people say to each other, unique, from 1.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub number: i64,
    /// The channel it came through.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub channel_id: ChannelId,
    /// The customer.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub contact_id: ContactId,
    /// The customer's address that replies go to.
    pub identity_id: IdentityId,
    /// The platform's id of the chat.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub platform_chat: String,
    /// The platform's thread in it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub platform_thread: Option<String>,
    /// What replies need beside the chat's id, as a JSON object: the newest inbound `extra.reply`.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub reply_context: serde_json::Value,
    /// A title.
    pub subject: Option<String>,
    /// The language that is spoken in it (BCP 47), as far as that is known: at first the customer's.
    pub language: Option<String>,
    /// Which round it is in, from 1: one begins when it is opened and whenever it is opened again, and ends
    /// when it is closed.
    pub round: i64,
    /// Where it stands.
    pub status: ChatStatus,
    /// Whom it waits for.
    pub waiting_on: WaitingOn,
    /// Since when.
    pub waiting_since: Option<Timestamp>,
    /// How urgent it is.
    pub priority: ChatPriority,
    /// How far it was escalated: 0 for not at all.
    pub escalation_level: i64,
    /// Until when it is put aside, while it is.
    pub snoozed_until: Option<Timestamp>,
    /// Does it stay put aside when the customer writes.
    pub is_snooze_kept: bool,
    /// The operator it is assigned to.
    pub operator_id: Option<OperatorId>,
    /// The team it belongs to.
    pub team_id: Option<TeamId>,
    /// The newest public message.
    pub last_message_id: Option<MessageId>,
    /// Which side wrote the newest message: the contact or an operator; none before either has. What bots and
    /// platforms write is passed over. It decides whom the chat waits for when it is opened again.
    pub last_author_kind: Option<AuthorKind>,
    /// When the newest public message was stored; the creation time before any message.
    pub last_message_at: Timestamp,
    /// How many messages the customer has written, ever.
    pub inbound_count: i64,
    /// How many drafts operators have in it: where there are none, a reply looks for none.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub draft_count: i64,
    /// Why it was closed, while it is.
    pub close_reason_id: Option<CloseReasonId>,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was opened.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Chat {
    /// Where it is at home on the platform.
    pub fn place(&self) -> PlatformChat {
        PlatformChat { id: self.platform_chat.clone(), thread: self.platform_thread.clone() }
    }

    /// Is the last public message the customer's (F7).
    pub fn is_unanswered(&self) -> bool {
        self.waiting_on == WaitingOn::Operator
    }

    /// Whom it would wait for if it were opened again now: whoever has not spoken last.
    pub fn waiting_on_when_open(&self) -> WaitingOn {
        match self.last_author_kind {
            Some(AuthorKind::Contact) => WaitingOn::Operator,
            Some(_) => WaitingOn::Customer,
            None => WaitingOn::Nobody,
        }
    }
}

/// An operator in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::participants),
    diesel(treat_none_as_default_value = false)
)]
pub struct Participant {
    /// The chat.
    pub chat_id: ChatId,
    /// The operator.
    pub operator_id: OperatorId,
    /// When they joined, last.
    pub joined_at: Timestamp,
    /// When they left; none while they are in.
    pub left_at: Option<Timestamp>,
}

/// How far an operator has read a chat (F8).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::chat_reads),
    diesel(treat_none_as_default_value = false)
)]
pub struct ChatRead {
    /// The chat.
    pub chat_id: ChatId,
    /// The operator.
    pub operator_id: OperatorId,
    /// The chat's `inbound_count` when it was read; lower after "mark as unread".
    pub read_count: i64,
    /// When.
    pub updated_at: Timestamp,
}

/// Why chats are closed: the admins' list (F40).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::close_reasons, primary_key(close_reason_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct CloseReason {
    /// The id.
    pub close_reason_id: CloseReasonId,
    /// The text.
    pub name: String,
    /// Can it be chosen for new closings.
    pub is_active: bool,
}

text_enum! {
    // Colours that can be told apart and read on both themes; which shade each is, the client says.
    /// The colour of a label.
    LabelColor {
        /// Gray.
        Gray = "GRAY",
        /// Red.
        Red = "RED",
        /// Orange.
        Orange = "ORANGE",
        /// Yellow.
        Yellow = "YELLOW",
        /// Lime.
        Lime = "LIME",
        /// Green.
        Green = "GREEN",
        /// Teal.
        Teal = "TEAL",
        /// Cyan.
        Cyan = "CYAN",
        /// Blue.
        Blue = "BLUE",
        /// Indigo.
        Indigo = "INDIGO",
        /// Purple.
        Purple = "PURPLE",
        /// Pink.
        Pink = "PINK",
    }
}

/// A mark that operators put on chats: the admins' list (F106).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::labels, primary_key(label_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Label {
    /// The id.
    pub label_id: LabelId,
    /// The name, unique.
    pub name: String,
    /// The colour it is shown in.
    pub color: LabelColor,
    /// Can it be put on chats. One that cannot stays on those that have it.
    pub is_active: bool,
    /// The label that it is being merged into: what has it gets that one, and it is gone after that.
    pub merged_into_id: Option<LabelId>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}
