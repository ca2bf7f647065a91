//! What the store has done and how long its callers waited, as plain numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper ends of the buckets of a wait, in microseconds; the last bucket has no end.
pub const WAIT_BUCKETS_US: [u64; 11] =
    [50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000];
/// Upper ends of the buckets of a group's size, in commands; the last bucket has no end.
pub const GROUP_BUCKETS: [u64; 8] = [1, 2, 4, 8, 16, 32, 64, 128];

/// A distribution: how many observations fell below each bucket's end (not cumulated), and the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The buckets' upper ends.
    pub ends: &'static [u64],
    /// Observations per bucket; one more than `ends`, for what lies above.
    pub counts: Vec<u64>,
    /// The sum of all observations.
    pub sum: u64,
}

/// A snapshot of the store's numbers since it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreMetrics {
    /// Statements on all connections.
    pub statement_count: u64,
    /// Commands that wait in the lanes now.
    pub queued_commands: u64,
    /// Commands answered.
    pub command_count: u64,
    /// Transactions committed.
    pub commit_count: u64,
    /// Groups that fell apart (a deadlock, a lost connection) and were run again one by one.
    pub repeated_groups: u64,
    /// Commands per commit.
    pub group_commands: Distribution,
    /// From handing a command over to its start, in microseconds.
    pub write_wait_us: Distribution,
    /// The commit alone, in microseconds.
    pub commit_us: Distribution,
    /// Reads answered.
    pub read_count: u64,
    /// From asking for a reader to having it, in microseconds.
    pub read_wait_us: Distribution,
    /// Calls that were refused because the store was busy.
    pub busy_count: u64,
}

struct Buckets<const N: usize> {
    ends: &'static [u64; N],
    counts: [AtomicU64; N],
    above: AtomicU64,
    sum: AtomicU64,
}

impl<const N: usize> Buckets<N> {
    fn new(ends: &'static [u64; N]) -> Self {
        let counts = std::array::from_fn(|_| AtomicU64::new(0));
        Self { ends, counts, above: AtomicU64::new(0), sum: AtomicU64::new(0) }
    }

    fn observe(&self, value: u64) {
        let place = self.ends.iter().position(|end| value <= *end);
        place.map_or(&self.above, |place| &self.counts[place]).fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
    }

    fn snapshot(&self) -> Distribution {
        let all = self.counts.iter().chain([&self.above]);
        Distribution {
            ends: self.ends,
            counts: all.map(|count| count.load(Ordering::Relaxed)).collect(),
            sum: self.sum.load(Ordering::Relaxed),
        }
    }
}

pub(crate) struct Metrics {
    statements: AtomicU64,
    queued: AtomicU64,
    commands: AtomicU64,
    commits: AtomicU64,
    repeated: AtomicU64,
    groups: Buckets<8>,
    write_waits: Buckets<11>,
    commit_times: Buckets<11>,
    reads: AtomicU64,
    read_waits: Buckets<11>,
    busy: AtomicU64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            statements: AtomicU64::new(0),
            queued: AtomicU64::new(0),
            commands: AtomicU64::new(0),
            commits: AtomicU64::new(0),
            repeated: AtomicU64::new(0),
            groups: Buckets::new(&GROUP_BUCKETS),
            write_waits: Buckets::new(&WAIT_BUCKETS_US),
            commit_times: Buckets::new(&WAIT_BUCKETS_US),
            reads: AtomicU64::new(0),
            read_waits: Buckets::new(&WAIT_BUCKETS_US),
            busy: AtomicU64::new(0),
        }
    }
}

impl Metrics {
    pub(crate) fn statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn queued(&self) {
        self.queued.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn unqueued(&self, wait: Duration) {
        self.queued.fetch_sub(1, Ordering::Relaxed);
        self.write_waits.observe(microseconds(wait));
    }

    pub(crate) fn committed(&self, commands: usize, took: Duration) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.groups.observe(commands as u64);
        self.commit_times.observe(microseconds(took));
    }

    pub(crate) fn answered(&self) {
        self.commands.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn repeated(&self) {
        self.repeated.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn read(&self, wait: Duration) {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.read_waits.observe(microseconds(wait));
    }

    pub(crate) fn busy(&self) {
        self.busy.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn snapshot(&self) -> StoreMetrics {
        let load = |number: &AtomicU64| number.load(Ordering::Relaxed);
        StoreMetrics {
            statement_count: load(&self.statements),
            queued_commands: load(&self.queued),
            command_count: load(&self.commands),
            commit_count: load(&self.commits),
            repeated_groups: load(&self.repeated),
            group_commands: self.groups.snapshot(),
            write_wait_us: self.write_waits.snapshot(),
            commit_us: self.commit_times.snapshot(),
            read_count: load(&self.reads),
            read_wait_us: self.read_waits.snapshot(),
            busy_count: load(&self.busy),
        }
    }
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_observation_falls_into_the_bucket_whose_end_it_does_not_pass() {
        let buckets = Buckets::new(&GROUP_BUCKETS);
        for size in [1, 2, 3, 128, 129] {
            buckets.observe(size);
        }
        assert_eq!(buckets.snapshot().counts, [1, 1, 1, 0, 0, 0, 0, 1, 1]);
        assert_eq!(buckets.snapshot().sum, 263);
    }
}
