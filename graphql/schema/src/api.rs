//! What resolvers have at hand: the house behind the schema, and who asks.

use crate::{
    errors::{forbidden, from_store, unauthenticated},
    feed_cache::{FeedCache, SharedBatches},
    personal,
};
use async_graphql::{Context, Result};
use std::sync::Arc;
use switchboard_desk::{Context as DeskContext, Desk};
use switchboard_model::{Actor, Right, Scope, actor::OperatorActor, event::Event};
use switchboard_search::Search;
use switchboard_store::{DatabaseConnection, StoreError};
use tokio::sync::broadcast;

/// The log as it grows. Batches come in the order of commits; a receiver that lags reads the log
/// itself.
pub trait LiveLog: Send + Sync + 'static {
    /// From now on, every batch of new events.
    fn subscribe(&self) -> broadcast::Receiver<Arc<Vec<Event>>>;
}

/// What the schema tells about the server.
#[derive(Clone, Debug)]
pub struct ServerFacts {
    /// The version of the program.
    pub version: String,
    /// Where the server is reached from outside, without a slash at the end; none when it is not told.
    pub public_url: Option<String>,
    /// The installed plugins.
    pub plugins: Vec<PluginFacts>,
}

/// What the schema tells about a plugin.
#[derive(Clone, Debug)]
pub struct PluginFacts {
    /// The name that channels use.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The title for humans.
    pub title: String,
}

/// The house behind the schema.
pub struct Api {
    pub(crate) desk: Desk,
    pub(crate) search: Arc<Search>,
    pub(crate) live: Arc<dyn LiveLog>,
    pub(crate) server: ServerFacts,
    pub(crate) feed: Box<dyn SharedBatches>,
}

impl Api {
    /// Over these parts.
    pub fn new(
        desk: Desk,
        search: Arc<Search>,
        live: Arc<dyn LiveLog>,
        server: ServerFacts,
    ) -> Self {
        Self { desk, search, live, server, feed: Box::new(FeedCache::default()) }
    }

    /// Reads from the database.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut DatabaseConnection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T> {
        self.desk.store().read(read).await.map_err(from_store)
    }
}

/// The house.
pub fn api<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Api>> {
    ctx.data::<Arc<Api>>()
}

/// Who asks, as the desk wants to know it.
pub fn asker<'a>(ctx: &Context<'a>) -> Result<&'a DeskContext> {
    ctx.data::<DeskContext>().map_err(|_| unauthenticated())
}

/// The operator who asks. What is resolved with it is theirs alone; for rights ask [`has`].
pub fn operator<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    personal::mark();
    asking(ctx)
}

fn asking<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    match &asker(ctx)?.actor {
        Actor::Operator(operator) => Ok(operator),
        Actor::Visitor { .. } | Actor::System => Err(unauthenticated()),
    }
}

/// The operator who asks, if they have the right.
pub fn operator_with<'a>(ctx: &Context<'a>, right: Right) -> Result<&'a OperatorActor> {
    let operator = operator(ctx)?;
    if operator.rights.contains(&right) { Ok(operator) } else { Err(forbidden()) }
}

/// Does the operator who asks have the right.
pub fn has(ctx: &Context<'_>, right: Right) -> bool {
    asking(ctx).is_ok_and(|operator| operator.rights.contains(&right))
}

/// The operator who asks, if they may read chats at all.
pub fn chat_reader<'a>(ctx: &Context<'a>) -> Result<&'a OperatorActor> {
    let operator = operator(ctx)?;
    if reads_chats(operator) { Ok(operator) } else { Err(forbidden()) }
}

/// May this operator read chats at all.
pub fn reads_chats(operator: &OperatorActor) -> bool {
    operator.rights.contains(&Right::ChatRead) || operator.rights.contains(&Right::ChatReadAll)
}

/// What the scope reaches when a chat, its participants and their operators are known.
pub fn is_in_reach(
    scope: &Scope,
    chat: &switchboard_model::chat::Chat,
    participants: &[switchboard_model::chat::Participant],
) -> bool {
    scope.is_all
        || chat.operator_id == Some(scope.operator_id)
        || chat.team_id.is_some_and(|team| scope.team_ids.contains(&team))
        || scope.channel_ids.contains(&chat.channel_id)
        || participants.iter().any(|one| {
            one.chat_id == chat.chat_id
                && one.operator_id == scope.operator_id
                && one.left_at.is_none()
        })
}
