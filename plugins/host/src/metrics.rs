//! What a plugin did, in numbers that only grow.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};
use switchboard_model::connector::ErrorClass;

/// Upper bounds of the duration buckets, in microseconds; one more bucket takes the rest.
pub const DURATION_BOUNDS_US: [u64; 17] = [
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 10_000_000, 30_000_000,
];

/// The order in which failures are counted.
pub const CLASSES: [ErrorClass; 9] = [
    ErrorClass::Transient,
    ErrorClass::RateLimited,
    ErrorClass::Auth,
    ErrorClass::Invalid,
    ErrorClass::Recipient,
    ErrorClass::Unsupported,
    ErrorClass::Denied,
    ErrorClass::MaybeSent,
    ErrorClass::Permanent,
];

#[derive(Debug, Default)]
pub(crate) struct Metrics {
    calls: AtomicU64,
    strikes: AtomicU64,
    denied: AtomicU64,
    memory_peak_bytes: AtomicU64,
    duration_total_us: AtomicU64,
    durations: [AtomicU64; DURATION_BOUNDS_US.len() + 1],
    failures: [AtomicU64; CLASSES.len()],
}

/// The numbers at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricsSnapshot {
    /// Calls of the guest.
    pub calls: u64,
    /// Traps, timeouts and answers that could not be.
    pub strikes: u64,
    /// Host calls that were refused by policy.
    pub denied: u64,
    /// Most memory that one call had, in bytes.
    pub memory_peak_bytes: u64,
    /// The sum of all durations, in microseconds.
    pub duration_total_us: u64,
    /// Calls per duration bucket of [`DURATION_BOUNDS_US`], not cumulative; the last takes the rest.
    pub durations: Vec<u64>,
    /// Failed calls per class.
    pub failures: Vec<(ErrorClass, u64)>,
}

impl Metrics {
    pub(crate) fn called(&self, duration: Duration, memory_bytes: u64) {
        let duration_us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        let bucket = DURATION_BOUNDS_US.partition_point(|bound| *bound < duration_us);
        self.calls.fetch_add(1, Relaxed);
        self.durations[bucket].fetch_add(1, Relaxed);
        self.duration_total_us.fetch_add(duration_us, Relaxed);
        self.memory_peak_bytes.fetch_max(memory_bytes, Relaxed);
    }

    pub(crate) fn struck(&self) {
        self.strikes.fetch_add(1, Relaxed);
    }

    pub(crate) fn refused(&self) {
        self.denied.fetch_add(1, Relaxed);
    }

    pub(crate) fn failed(&self, class: ErrorClass) {
        if let Some(index) = CLASSES.iter().position(|known| *known == class) {
            self.failures[index].fetch_add(1, Relaxed);
        }
    }

    pub(crate) fn snapshot(&self) -> MetricsSnapshot {
        MetricsSnapshot {
            calls: self.calls.load(Relaxed),
            strikes: self.strikes.load(Relaxed),
            denied: self.denied.load(Relaxed),
            memory_peak_bytes: self.memory_peak_bytes.load(Relaxed),
            duration_total_us: self.duration_total_us.load(Relaxed),
            durations: self.durations.iter().map(|count| count.load(Relaxed)).collect(),
            failures: CLASSES
                .iter()
                .zip(&self.failures)
                .map(|(class, count)| (*class, count.load(Relaxed)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_counted_in_the_bucket_of_its_duration() {
        let metrics = Metrics::default();
        metrics.called(Duration::from_micros(50), 10);
        metrics.called(Duration::from_micros(51), 30);
        metrics.called(Duration::from_secs(3600), 20);
        metrics.failed(ErrorClass::Permanent);
        let snapshot = metrics.snapshot();
        assert_eq!((snapshot.durations[0], snapshot.durations[1]), (1, 1));
        assert_eq!(snapshot.durations.last(), Some(&1));
        assert_eq!((snapshot.calls, snapshot.memory_peak_bytes), (3, 30));
        assert_eq!(snapshot.failures[8], (ErrorClass::Permanent, 1));
    }
}
