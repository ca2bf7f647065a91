//! Opens the server: the services, then search, workers and schemas.

use super::{App, channels::ChannelCache, live::TailFeed, push::PushServices, services::Services};
use crate::{
    config::Config,
    dependencies::Dependencies,
    documents,
    http::{HookGuard, metrics::Numbers},
    limits,
    oidc::Oidc,
    web::Web,
};
use anyhow::Result;
use std::sync::Arc;
use switchboard_board::Board;
use switchboard_flow::Flow;
use switchboard_graphql::{Api, ServerFacts};
use switchboard_model::{Clock, SystemClock};
use switchboard_schema::operator_schema;
use switchboard_search::Search;
use switchboard_transport::{Bodies, BodyLimits, ConnectionLimits, Registry};
use switchboard_visitor::visitor_schema;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

impl App {
    /// Opens all services; nothing runs yet.
    pub async fn open(config: Config) -> Result<Self> {
        Self::open_at(config, Arc::new(SystemClock)).await
    }

    /// Opens all services under another clock.
    pub async fn open_at(config: Config, clock: Arc<dyn Clock>) -> Result<Self> {
        let Services { config, clock, desk, bus, http, plugins, .. } =
            Services::open_at(config, clock).await?;
        let board = Board::new(desk.store().clone());
        let desk = desk.with_board(board.clone());
        let folder = config.server.data.join("search");
        let search = Search::open_beside(folder, desk.store().clone(), Some(board.clone())).await?;
        let push = Arc::new(PushServices::open(&config, http, desk.outward().clone()));
        let flow = Flow::open(desk.clone(), worker_id(), push).await?;
        let facts = ServerFacts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            public_url: config.server.public_url.clone(),
        };
        let feed = Arc::new(TailFeed(Arc::clone(flow.tail())));
        let api = Arc::new(Api::new(desk.clone(), feed, facts));
        let numbers =
            Numbers::new(desk.store().metrics(), board.metrics(), plugins.metrics(), bus.counts());
        let gauges = numbers.dependency_up.clone();
        let dependencies = Arc::new(Dependencies::new(&config, desk.store(), bus.clone(), gauges)?);
        let oidc = Oidc::open(&config, &clock)?;
        let web = Web::load(config.web.folder.as_deref())?;
        let folder = config.graphql.documents_folder.as_deref();
        let documents = Arc::new(documents::load(folder, web.as_ref())?);
        Ok(Self {
            oidc,
            hook_guard: HookGuard::new(config.hooks.per_second),
            bodies: Bodies::new(BodyLimits::default()),
            documents,
            web,
            operator_schema: operator_schema(Arc::clone(&api), search.clone()),
            visitor_schema: visitor_schema(api),
            registry: Registry::new(ConnectionLimits::default()),
            numbers,
            dependencies,
            channels: ChannelCache::new(limits::CHANNEL_KEYS, limits::CHANNEL_KEPT_MS),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            config,
            clock,
            desk,
            bus,
            flow,
            board,
            search,
            plugins,
        })
    }
}

/// A name for this process that no other on the database has: leases are held under it.
fn worker_id() -> String {
    format!("{}-{:016x}", std::process::id(), rand::random::<u64>())
}
