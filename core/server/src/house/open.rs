//! Opens the house: the rooms, then search, workers and schemas.

use super::{House, channels::ChannelCache, live::TailFeed, parts::HookCounts, rooms::Rooms};
use crate::{config::Config, http::rate::Rate};
use anyhow::Result;
use std::sync::Arc;
use switchboard_flow::Flow;
use switchboard_model::{Clock, SystemClock};
use switchboard_schema::{Api, PluginFacts, ServerFacts, operator_schema, visitor_schema};
use switchboard_search::Search;
use switchboard_transport::{ConnectionLimits, Metrics, Registry};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

impl House {
    /// Opens all rooms; nothing runs yet.
    pub async fn open(config: Config) -> Result<Self> {
        Self::open_at(config, Arc::new(SystemClock)).await
    }

    /// Opens all rooms under another clock.
    pub async fn open_at(config: Config, clock: Arc<dyn Clock>) -> Result<Self> {
        let Rooms { config, clock, desk, plugins } = Rooms::open_at(config, clock).await?;
        let folder = config.server.data.join("search");
        let search = Search::open(folder, desk.store().clone()).await?;
        let flow = Flow::open(desk.clone(), holder()).await?;
        let facts = ServerFacts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            public_url: Some(config.public_url()),
            plugins: plugins
                .status()
                .into_iter()
                .map(|plugin| PluginFacts {
                    title: plugin.id.clone(),
                    name: plugin.id,
                    version: plugin.version,
                })
                .collect(),
        };
        let feed = Arc::new(TailFeed(Arc::clone(flow.tail())));
        let api = Arc::new(Api::new(desk.clone(), Arc::clone(&search), feed, facts));
        Ok(Self {
            hook_rate: Rate::new(config.hooks.per_second, config.hooks.per_second),
            operator_schema: operator_schema(Arc::clone(&api)),
            visitor_schema: visitor_schema(api),
            registry: Registry::new(ConnectionLimits::default()),
            operator_metrics: Arc::new(Metrics::default()),
            visitor_metrics: Arc::new(Metrics::default()),
            hook_counts: HookCounts::default(),
            channels: ChannelCache::default(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            config,
            clock,
            desk,
            flow,
            search,
            plugins,
        })
    }
}

/// A name for this process that no other on the database has: leases are held under it.
fn holder() -> String {
    format!("{}-{:016x}", std::process::id(), rand::random::<u64>())
}
