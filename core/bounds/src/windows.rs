//! Counts per key and window of time: so many, then nothing until the window is over.

use crate::Keyed;
use parking_lot::Mutex;
use std::hash::Hash;

#[derive(Debug)]
struct Window {
    since_ms: i64,
    count: u32,
}

/// Counts of many keys. When too many are known, the one that was seen longest ago starts again.
#[derive(Debug)]
pub struct Windows<K: Eq + Hash> {
    limit: u32,
    window_ms: i64,
    counts: Mutex<Keyed<K, Window>>,
}

impl<K: Eq + Hash> Windows<K> {
    /// At most `limit` of a key within `window_ms` after its first one; at most so many keys.
    #[must_use]
    pub fn new(most: usize, limit: u32, window_ms: i64) -> Self {
        Self { limit, window_ms, counts: Mutex::new(Keyed::new(most)) }
    }

    /// Counts one of this key.
    ///
    /// # Errors
    /// The milliseconds until the window is over, when it has had its limit; nothing is counted.
    pub fn count(&self, key: K, now_ms: i64) -> Result<(), u64> {
        let fresh = || Window { since_ms: now_ms, count: 0 };
        let mut counts = self.counts.lock();
        let window = counts.entry(key, fresh);
        let age_ms = now_ms.saturating_sub(window.since_ms);
        // A window from the future began before the clock was set back.
        if !(0..self.window_ms).contains(&age_ms) {
            *window = fresh();
        } else if window.count >= self.limit {
            return Err((self.window_ms - age_ms).unsigned_abs());
        }
        window.count += 1;
        Ok(())
    }

    /// How long the key has to wait for its next one, in milliseconds; none when it need not.
    #[must_use]
    pub fn wait_ms(&self, key: &K, now_ms: i64) -> Option<u64> {
        let mut counts = self.counts.lock();
        let window = counts.get(key)?;
        let age_ms = now_ms.saturating_sub(window.since_ms);
        let is_full = (0..self.window_ms).contains(&age_ms) && window.count >= self.limit;
        is_full.then(|| (self.window_ms - age_ms).unsigned_abs())
    }

    /// Takes back one that was counted.
    pub fn take_back(&self, key: &K) {
        if let Some(window) = self.counts.lock().get(key) {
            window.count = window.count.saturating_sub(1);
        }
    }

    /// Lets the key start again.
    pub fn forget(&self, key: &K) {
        self.counts.lock().remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_its_limit_a_key_waits_for_its_window() {
        let windows = Windows::new(8, 2, 1_000);
        assert_eq!(windows.count("a", 0), Ok(()));
        assert_eq!(windows.count("a", 500), Ok(()));
        assert_eq!(windows.count("a", 600), Err(400));
        assert_eq!((windows.wait_ms(&"a", 600), windows.wait_ms(&"a", 1_000)), (Some(400), None));
        assert_eq!(windows.count("b", 600), Ok(()), "keys do not share");
        windows.take_back(&"a");
        assert_eq!(windows.count("a", 999), Ok(()));
        assert_eq!(windows.count("a", 1_000), Ok(()), "a new window");
        windows.forget(&"a");
        assert_eq!((windows.count("a", 1_001), windows.count("a", 1_001)), (Ok(()), Ok(())));
    }

    #[test]
    fn nobody_waits_for_a_clock_that_was_set_back() {
        let windows = Windows::new(8, 1, 1_000);
        assert_eq!(windows.count("a", 1_000_000), Ok(()));
        assert_eq!(windows.count("a", 5), Ok(()));
        assert_eq!(windows.count("a", 6), Err(999));
    }

    #[test]
    fn a_flood_of_keys_refuses_nobody_else() {
        let windows = Windows::new(100, 1, 1_000);
        assert!((0..1_000).all(|key| windows.count(key, 0).is_ok()));
        assert!(windows.count(999, 0).is_err(), "the newest are remembered");
        assert!(windows.count(0, 0).is_ok(), "the oldest are not");
    }
}
