//! What carries signals between the nodes of an installation: NATS where it is configured, else the
//! database where that is PostgreSQL, else nothing, because one process needs nothing. Losing it loses
//! signals: whoever types is served all the same.

mod nats;
mod postgres;

use crate::config::Config;
use nats::NatsBus;
use postgres::PostgresBus;
use prometheus_client::{
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};
use std::sync::Arc;
use switchboard_desk::{Desk, signals::Signals};
use switchboard_store::Store;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The way to the other nodes. Cheap to clone.
#[derive(Clone)]
pub struct SignalBus {
    way: Way,
    counts: BusCounts,
}

#[derive(Clone)]
enum Way {
    /// One process.
    Alone,
    Postgres(Arc<PostgresBus>),
    Nats(Arc<NatsBus>),
}

impl SignalBus {
    /// That of a configuration; nothing is connected yet.
    pub fn of(config: &Config, store: &Store) -> Self {
        let counts = BusCounts::default();
        let way = match (&config.bus.nats_url, store.notices()) {
            (Some(url), _) => Way::Nats(Arc::new(NatsBus::new(url, store, counts.clone()))),
            (None, Some(notices)) => {
                Way::Postgres(Arc::new(PostgresBus::new(notices, counts.clone())))
            }
            (None, None) => Way::Alone,
        };
        Self { way, counts }
    }

    /// The signals of this node, told over this bus.
    pub fn signals(&self) -> Signals {
        match &self.way {
            Way::Alone => Signals::default(),
            Way::Postgres(bus) => Signals::over(bus.clone()),
            Way::Nats(bus) => Signals::over(bus.clone()),
        }
    }

    /// Connects, and brings what other nodes tell until `stop`.
    pub fn spawn(&self, desk: &Desk, tasks: &TaskTracker, stop: &CancellationToken) {
        match &self.way {
            Way::Alone => {}
            Way::Postgres(bus) => {
                tasks.spawn(Arc::clone(bus).run(desk.clone(), stop.clone()));
            }
            Way::Nats(bus) => {
                tasks.spawn(Arc::clone(bus).run(desk.clone(), stop.clone()));
            }
        }
    }

    /// Is there a way to other nodes at all.
    pub fn is_shared(&self) -> bool {
        !matches!(self.way, Way::Alone)
    }

    /// Why other nodes do not hear this one, and what to do; none when they do.
    pub async fn problem(&self) -> Option<String> {
        match &self.way {
            Way::Alone => None,
            Way::Postgres(bus) => bus.problem(),
            Way::Nats(bus) => bus.problem().await,
        }
    }

    /// The numbers of this bus.
    pub fn counts(&self) -> &BusCounts {
        &self.counts
    }
}

/// Signals to and from other nodes. A clone counts into the same numbers.
#[derive(Clone, Debug, Default)]
pub struct BusCounts(Family<[(&'static str, &'static str); 1], Counter>);

impl BusCounts {
    /// Shows these numbers in a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("signals", "Signals to and from other nodes", self.0.clone());
    }

    /// One was handed over, or lost: without a connection, or because too much waited.
    fn passed(&self, is_taken: bool) {
        self.count(if is_taken { "told" } else { "lost" });
    }

    /// The bus has brought one; of another version it may be one that nobody here understands.
    fn hear(&self, desk: &Desk, notice: &str) {
        let is_known = desk.signals().hear(notice, desk.now());
        self.count(if is_known { "heard" } else { "unknown" });
    }

    fn count(&self, outcome: &'static str) {
        self.0.get_or_create(&[("outcome", outcome)]).inc();
    }
}
