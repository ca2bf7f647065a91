//! Counters of the webhooks.

use std::sync::atomic::{AtomicU64, Ordering};

/// What became of webhooks since the start.
#[derive(Debug, Default)]
pub struct HookCounts {
    accepted: AtomicU64,
    rejected: AtomicU64,
    unknown: AtomicU64,
    limited: AtomicU64,
    too_large: AtomicU64,
}

impl HookCounts {
    /// Stored and answered.
    pub fn accepted(&self) {
        self.accepted.fetch_add(1, Ordering::Relaxed);
    }

    /// A wrong signature.
    pub fn rejected(&self) {
        self.rejected.fetch_add(1, Ordering::Relaxed);
    }

    /// No such channel.
    pub fn unknown(&self) {
        self.unknown.fetch_add(1, Ordering::Relaxed);
    }

    /// Over the rate.
    pub fn limited(&self) {
        self.limited.fetch_add(1, Ordering::Relaxed);
    }

    /// Over the size.
    pub fn too_large(&self) {
        self.too_large.fetch_add(1, Ordering::Relaxed);
    }

    /// Every counter with its name.
    pub fn all(&self) -> [(&'static str, u64); 5] {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        [
            ("accepted", read(&self.accepted)),
            ("rejected", read(&self.rejected)),
            ("unknown_channel", read(&self.unknown)),
            ("rate_limited", read(&self.limited)),
            ("too_large", read(&self.too_large)),
        ]
    }
}
