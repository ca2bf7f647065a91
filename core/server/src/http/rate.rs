//! A token bucket per key, with a bound on the number of keys.

use crate::limits::RATE_KEYS;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};
use switchboard_model::Timestamp;

struct Bucket {
    tokens: f64,
    at: Timestamp,
}

/// Token buckets, one per key.
pub struct Rate<K> {
    per_second: f64,
    burst: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K: Eq + Hash + Clone> Rate<K> {
    /// Buckets that hold `burst` and gain `per_second`.
    pub fn new(per_second: u32, burst: u32) -> Self {
        Self {
            per_second: f64::from(per_second),
            burst: f64::from(burst.max(1)),
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes a token; `false` when there is none.
    pub fn take(&self, key: &K, now: Timestamp) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= RATE_KEYS && !buckets.contains_key(key) {
            let full = self.burst - 1.0;
            buckets.retain(|_, bucket| self.tokens(bucket, now) < full);
        }
        let bucket = buckets.entry(key.clone()).or_insert(Bucket { tokens: self.burst, at: now });
        bucket.tokens = self.tokens(bucket, now);
        bucket.at = now;
        let has_token = bucket.tokens >= 1.0;
        if has_token {
            bucket.tokens -= 1.0;
        }
        has_token
    }

    fn tokens(&self, bucket: &Bucket, now: Timestamp) -> f64 {
        let elapsed_ms = u32::try_from(now.since_ms(bucket.at).max(0)).unwrap_or(u32::MAX);
        (bucket.tokens + f64::from(elapsed_ms) / 1_000.0 * self.per_second).min(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_the_rate_rules() {
        let rate = Rate::new(10, 3);
        let taken = |at| (0..5).filter(|_| rate.take(&"a", Timestamp(at))).count();
        assert_eq!(taken(0), 3);
        assert_eq!(taken(100), 1);
        assert_eq!(taken(10_000), 3);
        assert!(rate.take(&"b", Timestamp(0)), "keys do not share");
    }

    #[test]
    fn memory_is_bounded() {
        let rate = Rate::new(1_000, 2);
        for key in 0..(RATE_KEYS * 3) {
            rate.take(&key, Timestamp(i64::try_from(key).expect("small")));
        }
        let count = rate.buckets.lock().expect("not poisoned").len();
        assert!(count <= RATE_KEYS, "{count} keys are kept");
    }
}
