//! The server: all services put together, started and closed. The only place where all meet.

mod channels;
mod live;
mod open;
mod outward;
mod plugins;
mod push;
mod services;

pub use outward::reach;
pub use services::{Services, open_store};

use crate::{
    bus::SignalBus,
    config::Config,
    dependencies::Dependencies,
    http::{HookGuard, metrics::Numbers},
    oidc::Oidc,
    web::Web,
};
use std::{sync::Arc, time::Duration};
use switchboard_board::Board;
use switchboard_desk::Desk;
use switchboard_flow::Flow;
use switchboard_graphql::HeadFirst;
use switchboard_host::PluginHost;
use switchboard_model::Clock;
use switchboard_search::Search;
use switchboard_transport::{Bodies, KnownDocuments, Registry};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// All services.
pub struct App {
    /// The configuration.
    pub config: Config,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The commands.
    pub desk: Desk,
    /// The way to other nodes.
    pub bus: SignalBus,
    /// The identity provider of operators, where one is set.
    pub oidc: Option<Oidc>,
    /// The workers.
    pub flow: Flow,
    /// Lists and counts of chats from memory.
    pub board: Arc<Board>,
    /// The search.
    pub search: Arc<Search>,
    /// The plugins.
    pub plugins: PluginHost,
    /// The operators' GraphQL.
    pub operator_schema: HeadFirst,
    /// The visitors' GraphQL.
    pub visitor_schema: HeadFirst,
    /// All live sockets.
    pub registry: Arc<Registry>,
    /// What `/metrics` shows.
    pub numbers: Numbers,
    /// What it stands on.
    pub dependencies: Arc<Dependencies>,
    /// What slows down those who send webhooks without end.
    pub hook_guard: HookGuard,
    /// The GraphQL documents that are known by their hash.
    pub documents: Arc<KnownDocuments>,
    /// The built files of widget and console, where there are some.
    pub web: Option<Web>,
    /// What reads the bodies of all requests.
    pub bodies: Arc<Bodies>,
    /// Cancelled when the server closes.
    pub stop: CancellationToken,
    tasks: TaskTracker,
    channels: channels::ChannelCache,
}

impl App {
    /// Starts the workers.
    pub fn spawn(&self) {
        self.flow.spawn(&self.tasks, &self.stop);
        self.bus.spawn(&self.desk, &self.tasks, &self.stop);
        self.board.spawn(&self.tasks, self.stop.clone());
        self.search.spawn(&self.tasks, self.stop.clone());
        self.dependencies.watch(&self.tasks, self.stop.clone());
        if let Some(backups) = &self.dependencies.backups {
            backups.watch(&self.tasks, self.stop.clone(), self.desk.outward().clone());
        }
        live::observe(self, &self.tasks, self.stop.clone());
    }

    /// Runs something beside the workers; it ends by `stop`.
    pub fn keep(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Closes the server: live sockets are asked to come back, workers end their round, the database
    /// is closed last. What does not end within `grace` is left for its lease.
    pub async fn close(&self, grace: Duration) {
        let left = self.registry.drain(grace).await;
        if left > 0 {
            tracing::warn!(left, "some live connections did not end in time");
        }
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(grace, self.tasks.wait()).await.is_err() {
            tracing::warn!("some workers did not end in time; their leases run out by themselves");
        }
        self.desk.store().close().await;
    }
}
