//! Counts of what strangers can make happen without end, so that a log tells how often and not each
//! time.

use crate::Keyed;
use parking_lot::Mutex;
use std::hash::Hash;

#[derive(Debug, Default)]
struct Tally {
    told_at_ms: Option<i64>,
    untold: u64,
}

/// What happened by key and was not told yet, in bounded memory.
#[derive(Debug)]
pub struct Tallies<K: Eq + Hash> {
    every_ms: i64,
    by_key: Mutex<Keyed<K, Tally>>,
}

impl<K: Eq + Hash> Tallies<K> {
    /// Tells once in `every_ms` of a key, for at most so many keys.
    #[must_use]
    pub fn new(most: usize, every_ms: i64) -> Self {
        Self { every_ms, by_key: Mutex::new(Keyed::new(most)) }
    }

    /// Counts one of this key. When it is time to tell, returns how many there were since the last
    /// time, this one included.
    pub fn count(&self, key: K, now_ms: i64) -> Option<u64> {
        let mut by_key = self.by_key.lock();
        let tally = by_key.entry(key, Tally::default);
        tally.untold += 1;
        // What was told in the future was told before the clock was set back.
        let was_told = tally
            .told_at_ms
            .is_some_and(|at_ms| (0..self.every_ms).contains(&now_ms.saturating_sub(at_ms)));
        if was_told {
            return None;
        }
        tally.told_at_ms = Some(now_ms);
        Some(std::mem::take(&mut tally.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_told_at_once_and_the_rest_as_a_count() {
        let tallies = Tallies::new(8, 60_000);
        assert_eq!(tallies.count("a", 0), Some(1));
        let told = (0..1_000).filter_map(|_| tallies.count("a", 59_999)).count();
        assert_eq!(told, 0);
        assert_eq!(tallies.count("b", 59_999), Some(1), "keys do not share");
        assert_eq!(tallies.count("a", 60_000), Some(1_001));
        assert_eq!(tallies.count("a", -5), Some(1), "the clock was set back");
    }
}
