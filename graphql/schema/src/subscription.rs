//! The operator schema's subscriptions: the feed of everything, one chat, typing and presence.

mod encoding;
mod feed;
mod present;
mod shape;
mod signals;

use crate::{
    api::{api, chat_reader, operator},
    errors::coded,
    scalars::{EventCursor, Id},
    types::event::Event,
    visible,
};
use async_graphql::{Context, Enum, Result, SimpleObject, Subscription};
use futures::Stream;
use switchboard_model::ChatId;

pub use encoding::Encodings;
pub use shape::Shape;

/// What events are about.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum FeedTopic {
    /// Chats with their messages, notes, deliveries and attachments.
    Chats,
    /// Contacts.
    Contacts,
    /// Channels, and raw requests that could not be taken in.
    Channels,
    /// Operators, teams and roles.
    People,
    /// Reasons and settings.
    Settings,
}

/// Why a client must read its state again.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ResetReason {
    /// The cursor is older than what is kept.
    CursorExpired,
    /// The database was restored from a backup since.
    EpochChanged,
    /// What you may see has changed.
    PermissionsChanged,
}

/// Read your state again: events before this place are not told.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct FeedReset {
    /// Why.
    pub(crate) reason: ResetReason,
    /// Where the feed goes on.
    pub(crate) head: EventCursor,
}

/// Events in the order in which they happened.
#[derive(Clone, SimpleObject)]
pub struct EventBatch {
    /// The events.
    pub(crate) events: Vec<Event>,
    /// The place after these events: pass it as `after` to go on from here.
    pub(crate) cursor: EventCursor,
    /// Set when something is missing: read your state again. Absent otherwise.
    pub(crate) reset: Option<FeedReset>,
}

/// What can be followed.
pub struct SubscriptionRoot;

/// What can be followed.
#[Subscription]
impl SubscriptionRoot {
    /// Everything that you may see: first what happened since `after`, then what happens. Each event
    /// once and in order, or an explicit reset.
    #[graphql(complexity = "child_complexity.saturating_add(20)")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last cursor that was seen; absent: from now on.")] after: Option<
            EventCursor,
        >,
        #[graphql(desc = "Only these topics; absent: all.")] topics: Option<Vec<FeedTopic>>,
    ) -> Result<impl Stream<Item = Result<encoding::Told>> + use<>> {
        let operator = operator(ctx)?.clone();
        let after = after.map(|cursor| cursor.0);
        feed::open(api(ctx)?.clone(), operator, after, topics, None).await
    }

    /// One chat: like `events`, of this chat alone.
    #[graphql(complexity = "child_complexity.saturating_add(20)")]
    async fn chat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat.")] id: Id<ChatId>,
        #[graphql(desc = "The last cursor that was seen; absent: from now on.")] after: Option<
            EventCursor,
        >,
    ) -> Result<impl Stream<Item = Result<encoding::Told>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        let api = api(ctx)?.clone();
        if visible::chats(&api, &reader, vec![id.0]).await?.is_empty() {
            return Err(coded("NOT_FOUND", "There is no such chat."));
        }
        let after = after.map(|cursor| cursor.0);
        feed::open(api, reader, after, Some(vec![FeedTopic::Chats]), Some(id.0)).await
    }

    /// Who types in a chat, and what the customer has typed so far where that is switched on. Never
    /// stored; each signal ends by itself.
    async fn typing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat.")] chat_id: Id<ChatId>,
    ) -> Result<impl Stream<Item = Result<signals::TypingState>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        signals::typing(api(ctx)?.clone(), reader, chat_id.0).await
    }

    /// Which operators come and go.
    async fn presence(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<signals::PresenceChange>> + use<>> {
        operator(ctx)?;
        Ok(signals::presence(api(ctx)?.clone()))
    }
}
