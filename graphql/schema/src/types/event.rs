//! Events: the log as operators see it. The same types stand in a chat's timeline and in the feed;
//! the objects in them are as they are now, not as they were then.

use crate::{
    api::api,
    enums,
    family::load,
    page::{Arguments, TimelineKey, connection, encode},
    scalars::{DateTime, EventCursor},
    types::{
        attachment::Attachment,
        author::{Author, Authors},
        channel::Channel,
        chat::Chat,
        contact::Contact,
        delivery::Delivery,
        inbox::InboxDelivery,
        message::Message,
        node::global_id,
        note::Note,
        operator::Operator,
        reason::Reason,
        role::Role,
        team::Team,
    },
};
use async_graphql::{Context, ID, Interface, Result, SimpleObject};
use std::sync::Arc;
use switchboard_model::{ChatId, OperatorId, ReasonId, TeamId, chat::ChatStatus, event};
use switchboard_store::page::Page;

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

/// Something that happened in a chat.
#[derive(Clone, SimpleObject)]
pub struct TimelineItem {
    /// Its place in the log.
    cursor: EventCursor,
    /// When it happened.
    at: DateTime,
    /// What happened.
    kind: enums::EventKind,
    /// Who did it.
    author: Author,
    /// The global id of what it happened to; absent where that has none.
    subject_id: Option<ID>,
    /// The names of what changed; empty where all of it is new.
    changed: Vec<String>,
    /// The operator it concerns: who joined, left or was assigned; absent where there is none.
    operator: Option<Operator>,
    /// The team it concerns; absent where there is none.
    team: Option<Team>,
    /// The reason of a closing; absent for anything else.
    reason: Option<Reason>,
    /// The chat's status before; absent where it did not change.
    status_before: Option<enums::ChatStatus>,
    /// The chat's status after; absent where it did not change.
    status_after: Option<enums::ChatStatus>,
}

connection!(
    EventConnection,
    EventEdge,
    TimelineItem,
    "A page of a chat's timeline.",
    "Something that happened, in a timeline."
);

/// A page of a chat's timeline, newest first. Who read what is left out.
pub(crate) async fn timeline(
    ctx: &Context<'_>,
    chat_id: ChatId,
    arguments: Arguments,
) -> Result<EventConnection> {
    let slice = arguments.slice::<TimelineKey>()?;
    let api: &Arc<_> = api(ctx)?;
    let epoch = api.desk.store().epoch();
    let (after, count) = (slice.after.map(|key| key.0), slice.count);
    let mut events = api
        .read(move |connection| {
            switchboard_store::log::of_chat(connection, chat_id, epoch, after, count + 1)
        })
        .await?;
    let has_next = i64::try_from(events.len()).unwrap_or(i64::MAX) > count;
    events.truncate(usize::try_from(count).unwrap_or(0));
    let all = events.iter().map(|event| (event.event.author_kind, event.event.author_id));
    let authors = Authors::load(api, all).await?;
    let details = || events.iter().map(|event| &event.event.detail);
    let operators =
        load::<Operator>(api, details().filter_map(|detail| detail.operator_id.map(OperatorId)))
            .await?;
    let teams =
        load::<Team>(api, details().filter_map(|detail| detail.team_id.map(TeamId))).await?;
    let reasons =
        load::<Reason>(api, details().filter_map(|detail| detail.reason_id.map(ReasonId))).await?;
    let status = |word: &Option<String>| {
        word.as_deref().and_then(|word| word.parse::<ChatStatus>().ok()).map(Into::into)
    };
    let item = |event: &event::Event| {
        let detail = &event.event.detail;
        TimelineItem {
            cursor: EventCursor(event.cursor),
            at: DateTime(event.at),
            kind: event.event.kind.into(),
            author: authors.find(event.event.author_kind, event.event.author_id),
            subject_id: global_id(event.event.subject_kind.as_str(), event.event.subject_id),
            changed: detail.changed.clone(),
            operator: detail.operator_id.and_then(|id| operators.get(&OperatorId(id)).cloned()),
            team: detail.team_id.and_then(|id| teams.get(&TeamId(id)).cloned()),
            reason: detail.reason_id.and_then(|id| reasons.get(&ReasonId(id)).cloned()),
            status_before: status(&detail.status_before),
            status_after: status(&detail.status_after),
        }
    };
    let items = events.iter().map(item).collect();
    let page = Page { items, has_previous: after.is_some(), has_next };
    Ok(EventConnection::of(page, |item| encode(&TimelineKey(item.cursor.0))))
}
