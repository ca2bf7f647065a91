//! What the store has done and how long its callers waited.

use crate::limits::{GROUP_BUCKETS_COMMANDS, WAIT_BUCKETS_S};
use prometheus_client::metrics::{counter::Counter, gauge::Gauge, histogram::Histogram};
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// The numbers of one store since it was opened. A clone counts into the same numbers.
#[derive(Clone, Debug)]
pub struct StoreMetrics {
    /// Statements on all connections.
    pub statements: Counter,
    /// Commands that wait in the lanes now.
    pub queued_commands: Gauge,
    /// Commands answered.
    pub commands: Counter,
    /// Transactions committed.
    pub commits: Counter,
    /// Groups that fell apart (a deadlock, a lost connection) and were run again one by one.
    pub repeated_groups: Counter,
    /// Commands per commit.
    pub group_commands: Histogram,
    /// From handing a command over to its start.
    pub write_wait: Histogram,
    /// The commit alone.
    pub commit: Histogram,
    /// Reads answered.
    pub reads: Counter,
    /// From asking for a reader to having it.
    pub read_wait: Histogram,
    /// Calls that were refused because the store was busy.
    pub busy: Counter,
    /// Statements that met a full disk or quota.
    pub full: Counter,
    /// The statements themselves, while a test listens.
    #[cfg(feature = "testing")]
    pub heard: crate::testing::Heard,
}

impl Default for StoreMetrics {
    fn default() -> Self {
        Self {
            statements: Counter::default(),
            queued_commands: Gauge::default(),
            commands: Counter::default(),
            commits: Counter::default(),
            repeated_groups: Counter::default(),
            group_commands: Histogram::new(GROUP_BUCKETS_COMMANDS),
            write_wait: Histogram::new(WAIT_BUCKETS_S),
            commit: Histogram::new(WAIT_BUCKETS_S),
            reads: Counter::default(),
            read_wait: Histogram::new(WAIT_BUCKETS_S),
            busy: Counter::default(),
            full: Counter::default(),
            #[cfg(feature = "testing")]
            heard: crate::testing::Heard::default(),
        }
    }
}

impl StoreMetrics {
    /// Shows these numbers in a registry.
    pub fn register(&self, registry: &mut Registry) {
        let store = registry.sub_registry_with_prefix("store");
        let all = self.clone();
        store.register("statements", "Statements", all.statements);
        store.register("commands", "Commands answered", all.commands);
        store.register("commits", "Transactions committed", all.commits);
        store.register("repeated_groups", "Groups run again", all.repeated_groups);
        store.register("reads", "Reads answered", all.reads);
        store.register("busy", "Calls refused because the store was busy", all.busy);
        store.register("full", "Statements that met a full disk or quota", all.full);
        store.register("queued_commands", "Commands that wait now", all.queued_commands);
        let seconds = || Unit::Seconds;
        store.register_with_unit("write_wait", "Wait for a lane", seconds(), all.write_wait);
        store.register_with_unit("commit", "The commit alone", seconds(), all.commit);
        store.register_with_unit("read_wait", "Wait for a reader", seconds(), all.read_wait);
        store.register("group_commands", "Commands per commit", all.group_commands);
    }

    pub(crate) fn unqueued(&self, wait: Duration) {
        self.queued_commands.dec();
        self.write_wait.observe(wait.as_secs_f64());
    }

    pub(crate) fn committed(&self, commands: usize, took: Duration) {
        self.commits.inc();
        self.group_commands.observe(commands as f64);
        self.commit.observe(took.as_secs_f64());
    }

    pub(crate) fn read(&self, wait: Duration) {
        self.reads.inc();
        self.read_wait.observe(wait.as_secs_f64());
    }
}
