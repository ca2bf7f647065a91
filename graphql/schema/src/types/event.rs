//! Events: the log as operators see it in the feed. The objects in them are as they are now, not as
//! they were then.

use crate::{
    enums,
    scalars::{DateTime, EventCursor},
    types::{
        attachment::Attachment, channel::Channel, chat::Chat, contact::Contact, delivery::Delivery,
        inbox::InboxDelivery, message::Message, node::global_id, note::Note, operator::Operator,
        reason::Reason, role::Role, team::Team,
    },
};
use async_graphql::{ID, Interface, SimpleObject};
use switchboard_model::event;

macro_rules! event_types {
    ($($(#[doc = $doc:literal])+ $name:ident { $(#[doc = $field_doc:literal])+ $field:ident: $type:ty }),+ $(,)?) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, SimpleObject)]
        pub struct $name {
            /// Its place in the log: pass it as `after` to go on from here.
            pub(crate) cursor: EventCursor,
            /// When it happened.
            pub(crate) at: DateTime,
            /// What happened.
            pub(crate) kind: enums::EventKind,
            /// The global id of what it happened to; absent where that has none.
            pub(crate) subject_id: Option<ID>,
            /// The names of what changed; empty where all of it is new.
            pub(crate) changed: Vec<String>,
            $(#[doc = $field_doc])+
            pub(crate) $field: Option<$type>,
        }

        impl $name {
            /// Of an event and the object as it is now.
            pub fn of(event: &event::Event, $field: Option<$type>) -> Self {
                Self {
                    cursor: EventCursor(event.cursor),
                    at: DateTime(event.at),
                    kind: event.event.kind.into(),
                    subject_id: global_id(
                        event.event.subject_kind.as_str(),
                        event.event.subject_id,
                    ),
                    changed: event.event.detail.changed.clone(),
                    $field,
                }
            }
        }
    )+ };
}

event_types! {
    /// Something happened to a chat.
    ChatEvent {
        /// The chat as it is now; absent when it is out of your reach: drop it from your lists.
        chat: Chat
    },
    /// A message was written, edited, deleted or reacted to.
    MessageEvent {
        /// The message as it is now.
        message: Message
    },
    /// A delivery got further, failed or is tried again.
    DeliveryEvent {
        /// The delivery as it is now.
        delivery: Delivery
    },
    /// An attachment was stored or could not be had.
    AttachmentEvent {
        /// The attachment as it is now.
        attachment: Attachment
    },
    /// A note was written, edited or deleted.
    NoteEvent {
        /// The note as it is now; absent when it was deleted.
        note: Note
    },
    /// A contact was first seen or changed.
    ContactEvent {
        /// The contact as it is now.
        contact: Contact
    },
    /// A channel was added or changed.
    ChannelEvent {
        /// The channel as it is now.
        channel: Channel
    },
    /// A raw request could not be parsed, or was parsed after all.
    InboxEvent {
        /// The raw request as it is now.
        inbox_delivery: InboxDelivery
    },
    /// An operator was added or changed.
    OperatorEvent {
        /// The operator as they are now.
        operator: Operator
    },
    /// A role was added or changed.
    RoleEvent {
        /// The role as it is now; absent when it was removed.
        role: Role
    },
    /// A team was added or changed.
    TeamEvent {
        /// The team as it is now.
        team: Team
    },
    /// A reason for closing was added or changed.
    ReasonEvent {
        /// The reason as it is now.
        reason: Reason
    },
    /// A setting changed.
    SettingEvent {
        /// The name of the setting.
        key: String
    },
}

/// Something that happened.
#[derive(Clone, Interface)]
#[graphql(
    field(
        name = "cursor",
        ty = "&EventCursor",
        desc = "Its place in the log: pass it as `after` to go on from here."
    ),
    field(name = "at", ty = "&DateTime", desc = "When it happened."),
    field(name = "kind", ty = "&enums::EventKind", desc = "What happened."),
    field(
        name = "subject_id",
        ty = "&Option<ID>",
        desc = "The global id of what it happened to; absent where that has none."
    ),
    field(
        name = "changed",
        ty = "&Vec<String>",
        desc = "The names of what changed; empty where all of it is new."
    )
)]
pub enum Event {
    /// Something happened to a chat.
    Chat(ChatEvent),
    /// A message was written, edited, deleted or reacted to.
    Message(MessageEvent),
    /// A delivery changed.
    Delivery(DeliveryEvent),
    /// An attachment changed.
    Attachment(AttachmentEvent),
    /// A note changed.
    Note(NoteEvent),
    /// A contact changed.
    Contact(ContactEvent),
    /// A channel changed.
    Channel(ChannelEvent),
    /// A raw request changed.
    Inbox(InboxEvent),
    /// An operator changed.
    Operator(OperatorEvent),
    /// A role changed.
    Role(RoleEvent),
    /// A team changed.
    Team(TeamEvent),
    /// A reason changed.
    Reason(ReasonEvent),
    /// A setting changed.
    Setting(SettingEvent),
}
