//! What fails again and again. Every worker tells here how its rounds end, so that a failure is seen in
//! `/metrics` and in the log, however quietly the worker goes on.

use parking_lot::Mutex;
use std::{collections::BTreeMap, fmt::Display};
use tracing::warn;

/// Failures that follow each other without a success in between.
pub(crate) struct FailureCounts<K>(Mutex<BTreeMap<K, u32>>);

impl<K: Ord + Copy> FailureCounts<K> {
    /// Nothing has failed.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Notes a success.
    pub(crate) fn succeeded(&self, key: K) {
        self.0.lock().insert(key, 0);
    }

    /// Notes a failure; returns how many there are now.
    pub(crate) fn failed(&self, key: K) -> u32 {
        let mut counts = self.0.lock();
        let count = counts.entry(key).or_default();
        *count = count.saturating_add(1);
        *count
    }

    /// How many there are now.
    pub(crate) fn of(&self, key: K) -> u32 {
        self.0.lock().get(&key).copied().unwrap_or_default()
    }
}

/// Is this failure told in the log: the first, and then ever fewer, so that the log stays readable.
pub(crate) fn is_told(failures: u32) -> bool {
    failures.is_power_of_two()
}

/// How the workers of this process fare.
pub struct WorkerHealth(FailureCounts<&'static str>);

impl WorkerHealth {
    pub(crate) fn new() -> Self {
        Self(FailureCounts::new())
    }

    /// Notes how a round ended.
    pub(crate) fn note<T, E: Display>(&self, worker: &'static str, round: &Result<T, E>) {
        let Err(error) = round else { return self.0.succeeded(worker) };
        let failures = self.0.failed(worker);
        if is_told(failures) {
            warn!(worker, failures, %error, "a round failed and is tried again");
        }
    }

    /// Each worker with the rounds of it that failed since the last that went well.
    pub fn failures(&self) -> Vec<(&'static str, u32)> {
        let FailureCounts(counts) = &self.0;
        counts.lock().iter().map(|(worker, count)| (*worker, *count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_counted_until_a_round_goes_well() {
        let health = WorkerHealth::new();
        for _ in 0..3 {
            health.note("tail", &Err::<(), _>("the database is down"));
        }
        health.note("parser", &Ok::<_, String>(()));
        assert_eq!(health.failures(), [("parser", 0), ("tail", 3)]);
        health.note("tail", &Ok::<_, String>(()));
        assert_eq!(health.failures(), [("parser", 0), ("tail", 0)]);
    }

    #[test]
    fn the_log_tells_of_ever_fewer_failures() {
        let told: Vec<u32> = (1..20).filter(|failures| is_told(*failures)).collect();
        assert_eq!(told, [1, 2, 4, 8, 16]);
    }
}
