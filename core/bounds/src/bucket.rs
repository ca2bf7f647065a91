//! Token buckets: so many at once, then so many per time. A bucket is one number, the time at which
//! it is full again, in whole nanoseconds: no rounding adds up.

use crate::Keyed;
use parking_lot::Mutex;
use std::{hash::Hash, time::Duration};

/// How many tokens a bucket holds, and how fast they come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    burst: u64,
    /// Time in which one token comes back, in nanoseconds.
    step_ns: i64,
}

impl Rate {
    /// Buckets of `burst` tokens that get `count` back per time.
    #[must_use]
    pub fn new(burst: u64, count: u64, per: Duration) -> Self {
        let step = per.as_nanos() / u128::from(count.max(1));
        Self { burst: burst.max(1), step_ns: i64::try_from(step).unwrap_or(i64::MAX).max(1) }
    }

    /// Buckets of `burst` tokens that get `count` back per second.
    #[must_use]
    pub fn per_second(burst: u64, count: u64) -> Self {
        Self::new(burst, count, Duration::new(1, 0))
    }

    /// How long an empty bucket takes to be full.
    fn time_to_fill(&self) -> Duration {
        Duration::from_nanos(self.time_ns(self.burst).unsigned_abs())
    }

    /// The time in which so many tokens come back, in nanoseconds.
    fn time_ns(&self, tokens: u64) -> i64 {
        self.step_ns.saturating_mul(i64::try_from(tokens).unwrap_or(i64::MAX))
    }
}

/// The tokens of one key. A new bucket is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenBucket {
    full_at_ns: i64,
}

impl TokenBucket {
    /// Tokens that are there.
    #[must_use]
    pub fn level(&self, rate: Rate, now_ms: i64) -> u64 {
        let missing_ns = self.full_at_ns.saturating_sub(nanos(now_ms)).max(0).unsigned_abs();
        rate.burst.saturating_sub(missing_ns.div_ceil(rate.step_ns.unsigned_abs()))
    }

    /// How long until `cost` tokens are there.
    #[must_use]
    pub fn wait(&self, rate: Rate, cost: u64, now_ms: i64) -> Duration {
        let now_ns = nanos(now_ms);
        let due_ns = self.full_at_ns.max(now_ns).saturating_add(rate.time_ns(cost));
        let wait_ns = due_ns.saturating_sub(rate.time_ns(rate.burst)).saturating_sub(now_ns);
        Duration::from_nanos(wait_ns.max(0).unsigned_abs())
    }

    /// Takes tokens, also those that are not there yet: who waits takes its place in the row.
    pub fn take(&mut self, rate: Rate, cost: u64, now_ms: i64) {
        self.full_at_ns = self.full_at_ns.max(nanos(now_ms)).saturating_add(rate.time_ns(cost));
    }

    /// Lets no token out for a while.
    pub fn pause(&mut self, rate: Rate, pause: Duration, now_ms: i64) {
        let pause_ns = i64::try_from(pause.as_nanos()).unwrap_or(i64::MAX);
        let until_ns = nanos(now_ms).saturating_add(pause_ns);
        let full_at_ns = until_ns.saturating_add(rate.time_ns(rate.burst - 1));
        self.full_at_ns = self.full_at_ns.max(full_at_ns);
    }

    fn is_full(&self, now_ms: i64) -> bool {
        self.full_at_ns <= nanos(now_ms)
    }
}

fn nanos(ms: i64) -> i64 {
    ms.saturating_mul(1_000_000)
}

/// Too few tokens were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty {
    /// Tokens that are there.
    pub level: u64,
    /// How long until there are enough.
    pub wait: Duration,
}

/// A bucket for each key, in bounded memory. A full bucket needs no memory, so full ones leave first.
/// While all are in use, newcomers share one: a flood of made-up keys then starves itself, not those
/// that were here before.
#[derive(Debug)]
pub struct TokenBuckets<K: Eq + Hash> {
    rate: Rate,
    buckets: Mutex<Buckets<K>>,
}

#[derive(Debug)]
struct Buckets<K: Eq + Hash> {
    by_key: Keyed<K, TokenBucket>,
    shared: TokenBucket,
}

impl<K: Eq + Hash + Clone> TokenBuckets<K> {
    /// Full buckets, for at most so many keys.
    #[must_use]
    pub fn new(most: usize, rate: Rate) -> Self {
        let buckets = Buckets { by_key: Keyed::new(most), shared: TokenBucket::default() };
        Self { rate, buckets: Mutex::new(buckets) }
    }

    /// Takes `cost` tokens from the key's bucket and returns how many are left.
    ///
    /// # Errors
    /// When too few are there; then none is taken.
    pub fn take(&self, key: &K, cost: u64, now_ms: i64) -> Result<u64, Empty> {
        let Buckets { by_key, shared } = &mut *self.buckets.lock();
        let is_crowded = by_key.is_full()
            && !by_key.contains(key)
            && by_key.oldest().is_none_or(|oldest| !oldest.is_full(now_ms));
        let bucket =
            if is_crowded { shared } else { by_key.entry(key.clone(), TokenBucket::default) };
        // Emptier than empty it was left by a clock that was ahead.
        if bucket.wait(self.rate, self.rate.burst, now_ms) > self.rate.time_to_fill() {
            *bucket = TokenBucket::default();
        }
        let wait = bucket.wait(self.rate, cost, now_ms);
        if !wait.is_zero() {
            return Err(Empty { level: bucket.level(self.rate, now_ms), wait });
        }
        bucket.take(self.rate, cost, now_ms);
        Ok(bucket.level(self.rate, now_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_burst_passes_then_the_rate_rules() {
        let buckets = TokenBuckets::new(8, Rate::new(3, 10, SECOND));
        let taken = |at_ms| (0..5).filter(|_| buckets.take(&"a", 1, at_ms).is_ok()).count();
        assert_eq!(taken(0), 3);
        assert_eq!(taken(100), 1);
        assert_eq!(taken(10_000), 3);
        assert_eq!(buckets.take(&"b", 2, 0), Ok(1), "keys do not share");
        let wait = Duration::from_millis(100);
        assert_eq!(buckets.take(&"b", 2, 0), Err(Empty { level: 1, wait }));
        assert_eq!(buckets.take(&"b", 2, 100), Ok(0));
    }

    #[test]
    fn nobody_waits_for_a_clock_that_was_set_back() {
        let buckets = TokenBuckets::new(8, Rate::new(3, 10, SECOND));
        assert_eq!(buckets.take(&"a", 3, 1_000_000), Ok(0));
        assert_eq!(buckets.take(&"a", 3, 5), Ok(0), "it starts again");
        assert!(buckets.take(&"a", 1, 5).is_err());
    }

    #[test]
    fn thirds_of_a_second_do_not_add_up_to_more() {
        let rate = Rate::new(3, 3, SECOND);
        let mut bucket = TokenBucket::default();
        bucket.take(rate, 3, 0);
        assert_eq!(bucket.level(rate, 333), 0);
        assert_eq!(bucket.level(rate, 1_000), 3);
        assert_eq!(bucket.wait(rate, 1, 0).as_millis(), 333);
    }

    #[test]
    fn a_pause_lets_one_through_when_it_is_over() {
        let rate = Rate::new(3, 3, SECOND);
        let mut bucket = TokenBucket::default();
        bucket.pause(rate, 30 * SECOND, 0);
        assert_eq!(bucket.wait(rate, 1, 0), 30 * SECOND);
        assert_eq!((bucket.level(rate, 29_999), bucket.level(rate, 30_000)), (0, 1));
    }

    #[test]
    fn memory_is_bounded_and_a_flood_starves_itself() {
        let buckets = TokenBuckets::new(2, Rate::new(10, 2, SECOND));
        for known in ["ana", "ben"] {
            buckets.take(&known, 1, 0).expect("a full bucket");
        }
        buckets.take(&"flood-1", 10, 0).expect("the shared bucket is full");
        assert!(buckets.take(&"flood-2", 1, 0).is_err(), "newcomers share a bucket");
        assert!(buckets.take(&"ana", 9, 0).is_ok());
        for newcomer in ["cleo", "dora"] {
            assert!(buckets.take(&newcomer, 10, 60_000).is_ok(), "idle keys make room");
        }
        assert!(!buckets.buckets.lock().by_key.contains(&"ben"));
    }

    #[test]
    fn what_is_too_much_for_any_bucket_never_passes() {
        let buckets = TokenBuckets::new(2, Rate::new(10, 2, SECOND));
        assert!(buckets.take(&"a", u64::MAX, 0).is_err());
        assert_eq!(buckets.take(&"a", 10, 0), Ok(0));
    }
}
