//! The operator schema's subscriptions: the feed of everything, one chat, who types and looks at it, presence and
//! visits.

mod audience;
mod batch;
mod counts;
mod encoded;
mod encodings;
mod event;
mod feed;
mod presence;
mod rows;
mod told;
mod typing;
mod viewers;
mod visits;
mod watcher;

use crate::{
    caller::{chat_reader, operator, operator_with},
    noun::visible_one,
    query::chat_filter::{ChatTab, ChatView},
    types::{
        chat::Chat,
        view_counts::{ViewCounts, Watched},
    },
};
use async_graphql::{Context, Result, Subscription};
use futures::Stream;
use switchboard_graphql::{
    api::api,
    choice::FeedTopic,
    cost,
    errors::coded,
    scalars::{EventCursor, Id},
};
use switchboard_model::{ChatId, Permission, ViewId, event::FeedTopic as Topic};
use watcher::Watcher;

pub use batch::FeedCache;

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
    ) -> Result<impl Stream<Item = Result<encoded::EncodedBatch>> + use<>> {
        let operator = operator(ctx)?.clone();
        let topics = topics.map(|topics| topics.into_iter().map(|topic| topic.0).collect());
        feed::open(ctx, operator, after, topics, None).await
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
    ) -> Result<impl Stream<Item = Result<encoded::EncodedBatch>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        if visible_one::<Chat>(ctx, id.0).await?.is_none() {
            return Err(coded("NOT_FOUND", "There is no such chat."));
        }
        feed::open(ctx, reader, after, Some(vec![Topic::Chats]), Some(id.0)).await
    }

    /// Who types in a chat, and what the customer has typed so far where that is switched on. Never
    /// stored; each signal ends by itself.
    async fn typing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat.")] chat_id: Id<ChatId>,
    ) -> Result<impl Stream<Item = Result<typing::TypingState>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        Ok(typing::typing(Watcher::open(api(ctx)?.clone(), reader, chat_id.0).await?))
    }

    /// Which colleagues have a chat open and who of them writes, at once and whenever that changes. You count
    /// as having it open yourself as long as you follow this, with a session. Never stored.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn viewers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat.")] chat_id: Id<ChatId>,
    ) -> Result<impl Stream<Item = Result<viewers::ChatViewers>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        Ok(viewers::viewers(Watcher::open(api(ctx)?.clone(), reader, chat_id.0).await?))
    }

    /// How many chats there are in views, tabs and lists: all of them at first, then those whose numbers change, at
    /// most four times a second. What a view's own clock changes is told with the next change.
    #[graphql(complexity = "child_complexity.saturating_mul(50).saturating_add(20)")]
    async fn view_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "These views; absent: all that you see, up to 50 with the rest.")]
        views: Option<Vec<Id<ViewId>>>,
        #[graphql(desc = "These tabs; absent: all.")] tabs: Option<Vec<ChatTab>>,
        #[graphql(desc = "These lists, whatever the tab; absent: none.")] lists: Option<
            Vec<ChatView>,
        >,
    ) -> Result<impl Stream<Item = Result<ViewCounts>> + use<>> {
        let reader = chat_reader(ctx)?.clone();
        let watched = Watched::new(views, tabs, lists)?;
        Ok(counts::counts(api(ctx)?.clone(), reader, watched))
    }

    /// How the statuses of operators change, from now on.
    async fn presence(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<presence::PresenceChange>> + use<>> {
        operator(ctx)?;
        Ok(presence::presence(api(ctx)?.clone()))
    }

    /// Who is on the pages with the web chats of channels that you may see, and on which page, from now on and
    /// as far as this server hears of it: also those who have not agreed to be recorded, of whom nothing is
    /// stored.
    async fn visits(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<visits::VisitChange>> + use<>> {
        let operator = operator_with(ctx, Permission::VisitRead)?.clone();
        Ok(visits::visits(api(ctx)?, operator))
    }
}
