//! What resolvers have at hand: the server behind the schema, and who calls.

use crate::errors::{top_level, unauthenticated};
use crate::limits::COUNTS_AT_ONCE;
use async_graphql::{Context, Result};
use std::sync::Arc;
use switchboard_desk::{
    Context as DeskContext, Desk, DeskError,
    read::{Reader, Related},
};
use switchboard_model::{Actor, ChatFilter, ChatOrder, EventCursor, PublicUrl, event::Event};
use tokio::sync::{Semaphore, SemaphorePermit, broadcast};

/// The log as it grows. Batches come in the order of commits; a receiver that lags reads the log
/// itself.
pub trait LiveLog: Send + Sync + 'static {
    /// From now on, every batch of new events.
    fn subscribe(&self) -> broadcast::Receiver<Arc<Vec<Event>>>;
}

/// What the API tells about the server.
#[derive(Clone, Debug)]
pub struct ServerFacts {
    /// The version of the program.
    pub version: String,
    /// Where the server is reached from outside; none when that is not set.
    pub public_url: Option<PublicUrl>,
}

/// The server behind the schema.
pub struct Api {
    pub desk: Desk,
    pub live: Arc<dyn LiveLog>,
    pub server: ServerFacts,
    counting: Semaphore,
}

impl Api {
    /// Of these parts.
    pub fn new(desk: Desk, live: Arc<dyn LiveLog>, server: ServerFacts) -> Self {
        Self { desk, live, server, counting: Semaphore::new(COUNTS_AT_ONCE) }
    }

    /// Waits until numbers of chats may be counted for one more watcher, who gives the turn back when they are.
    pub async fn turn_to_count(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes it.
        self.counting.acquire().await.ok()
    }

    /// Reads as far as the actor may.
    pub async fn read<T: Send + 'static>(
        &self,
        actor: Actor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T> {
        self.desk.read(actor, read).await.map_err(top_level)
    }

    /// Reads the list or the number of chats that are like this, in an order where it is a list, as far as the
    /// actor may.
    pub async fn read_list<T: Send + 'static>(
        &self,
        actor: Actor,
        asked: (ChatFilter, Option<ChatOrder>),
        read: impl FnOnce(&mut Reader<'_>, &ChatFilter) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T> {
        self.desk.read_list(actor, asked, read).await.map_err(top_level)
    }

    /// Reads counts of chats as far as the actor may, as of a place in the log or later.
    pub async fn read_counts<T: Send + 'static>(
        &self,
        actor: Actor,
        from: EventCursor,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T> {
        self.desk.read_counts(actor, from, read).await.map_err(top_level)
    }

    /// Reads what belongs to objects that were handed out already.
    pub async fn read_related<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Related<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T> {
        self.desk.read_related(read).await.map_err(top_level)
    }

    /// A path on this server as it is reached from outside; as it is where that is not known.
    pub fn url(&self, path: &str) -> String {
        let public_url = self.server.public_url.as_ref();
        public_url.map_or_else(|| path.to_owned(), |public_url| public_url.address(path))
    }
}

/// The server.
pub fn api<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Api>> {
    ctx.data::<Arc<Api>>()
}

/// Who calls, as the desk wants to know it.
pub fn caller<'a>(ctx: &Context<'a>) -> Result<&'a DeskContext> {
    ctx.data::<DeskContext>().map_err(|_| unauthenticated())
}
