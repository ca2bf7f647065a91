//! Broadcasts: one text to many contacts who have agreed to that, each in a chat of theirs (F68).

use crate::{
    BroadcastId, ChannelId, ContactId, IdentityId, MessageId, OperatorId, TemplateId, Timestamp,
};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// How far a broadcast is.
    BroadcastState {
        /// It was made and waits to be started.
        Draft = "DRAFT",
        /// Its contacts are written to, from its begin on.
        Running = "RUNNING",
        /// Nobody is written to until it is resumed.
        Paused = "PAUSED",
        /// Everybody was written to, or left out.
        Ended = "ENDED",
        /// Who was not written to by then is not any more.
        Cancelled = "CANCELLED",
    }
}

text_enum! {
    /// How far a broadcast is with one contact.
    RecipientState {
        /// Is still to be written to.
        Waiting = "WAITING",
        /// Has the message; how that arrives, its delivery tells.
        Sent = "SENT",
        /// Is not written to.
        LeftOut = "LEFT_OUT",
    }
}

text_enum! {
    /// Why a contact is not written to.
    LeftOutReason {
        /// The contact is blocked.
        Blocked = "BLOCKED",
        /// None of the contact's addresses there has agreed to broadcasts, or one has taken that back.
        NoConsent = "NO_CONSENT",
        /// The address cannot be written to.
        Unreachable = "UNREACHABLE",
        /// The contact has no chat in which it could be said.
        NoChat = "NO_CHAT",
        /// The text names something that is not known of the contact.
        Incomplete = "INCOMPLETE",
        /// The channel does not take the text, or was deleted.
        NotTaken = "NOT_TAKEN",
        /// Another contact of the broadcast is the same person by now.
        United = "UNITED",
    }
}

/// One text to many contacts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::broadcasts, primary_key(broadcast_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Broadcast {
    /// The id.
    pub broadcast_id: BroadcastId,
    /// What it is about; nobody outside reads it.
    pub name: String,
    /// What its contacts are like, as JSON: one that only a newer binary can read must not keep the others away.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub filter: serde_json::Value,
    /// The template that the texts were taken from.
    pub template_id: TemplateId,
    /// The template's texts as they were then, as JSON: what is changed there later changes nothing half way.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub texts: serde_json::Value,
    /// The language for whom there is no better one: BCP 47.
    pub default_locale: String,
    /// The channels by which it leaves, the preferred one first: a JSON list of their ids.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub channel_ids: serde_json::Value,
    /// How many messages a minute leave by each channel.
    pub rate_per_minute: i64,
    /// How far it is.
    pub state: BroadcastState,
    /// When it begins, once it was started; none: at once.
    pub begins_at: Option<Timestamp>,
    /// The last contact that was looked at for it; the ids behind are still to be.
    pub collected_id: i64,
    /// Is it known who is written to.
    pub is_collected: bool,
    /// How many contacts it means.
    pub recipient_count: i64,
    /// How many of them were written to.
    pub sent_count: i64,
    /// How many of them are not written to.
    pub left_out_count: i64,
    /// Who made it; none for the machine itself.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// Counts every act on it, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last got further.
    pub updated_at: Timestamp,
}

/// A contact of a broadcast.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::broadcast_recipients),
    diesel(treat_none_as_default_value = false)
)]
pub struct BroadcastRecipient {
    /// The broadcast.
    pub broadcast_id: BroadcastId,
    /// The contact.
    pub contact_id: ContactId,
    /// The address that is written to; none for who was left out at once.
    pub identity_id: Option<IdentityId>,
    /// The channel of that address.
    pub channel_id: Option<ChannelId>,
    /// How far it is.
    pub state: RecipientState,
    /// Why the contact is not written to.
    pub reason: Option<LeftOutReason>,
    /// The message.
    pub message_id: Option<MessageId>,
    /// When the contact was written to or left out.
    pub settled_at: Option<Timestamp>,
}
