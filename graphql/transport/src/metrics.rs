//! Counters of one endpoint, to be exported by the server under whatever names it has.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use http::StatusCode;

use crate::status::Reason;

/// Grows only. Cheap to write, copied out by [`Metrics::snapshot`].
#[derive(Debug)]
pub struct Metrics {
    by_status: Mutex<BTreeMap<u16, u64>>,
    by_close_code: Mutex<BTreeMap<u16, u64>>,
    refused: [AtomicU64; Reason::COUNT],
    operations: AtomicU64,
    events: AtomicU64,
}

/// The counters at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetricsSnapshot {
    /// HTTP answers by status.
    pub requests_by_status: BTreeMap<u16, u64>,
    /// Sockets that the server closed, by close code.
    pub closed_by_code: BTreeMap<u16, u64>,
    /// Refused requests and operations by `extensions.code`, every code present.
    pub refused_by_code: BTreeMap<&'static str, u64>,
    /// Operations that were given to the schema, over all three protocols.
    pub operations: u64,
    /// Subscription results that were sent.
    pub events: u64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            by_status: Mutex::default(),
            by_close_code: Mutex::default(),
            refused: std::array::from_fn(|_| AtomicU64::new(0)),
            operations: AtomicU64::new(0),
            events: AtomicU64::new(0),
        }
    }
}

impl Metrics {
    pub(crate) fn answered(&self, status: StatusCode) {
        count(&self.by_status, status.as_u16());
    }

    pub(crate) fn closed(&self, code: u16) {
        count(&self.by_close_code, code);
    }

    pub(crate) fn refused(&self, reason: Reason) {
        self.refused[reason.index()].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn operation(&self) {
        self.operations.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn event(&self) {
        self.events.fetch_add(1, Ordering::Relaxed);
    }

    /// Copies the counters.
    pub fn snapshot(&self) -> MetricsSnapshot {
        MetricsSnapshot {
            requests_by_status: copy(&self.by_status),
            closed_by_code: copy(&self.by_close_code),
            refused_by_code: Reason::codes()
                .zip(self.refused.iter().map(|counter| counter.load(Ordering::Relaxed)))
                .collect(),
            operations: self.operations.load(Ordering::Relaxed),
            events: self.events.load(Ordering::Relaxed),
        }
    }
}

fn count(counters: &Mutex<BTreeMap<u16, u64>>, key: u16) {
    *counters.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
}

fn copy(counters: &Mutex<BTreeMap<u16, u64>>) -> BTreeMap<u16, u64> {
    counters.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
