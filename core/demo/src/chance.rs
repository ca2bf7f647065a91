//! Chance that repeats itself: the same seed gives the same.

use rand::{Rng, SeedableRng, rngs::StdRng};
use std::ops::RangeInclusive;

/// What decides.
pub(crate) struct Chance(StdRng);

impl Chance {
    /// By a seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// A place below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    /// A number of a range.
    pub(crate) fn between(&mut self, range: &RangeInclusive<i64>) -> i64 {
        self.0.random_range(range.clone())
    }

    /// Is it one of so many in a hundred.
    pub(crate) fn in_a_hundred(&mut self, count: u32) -> bool {
        self.0.random_range(0..100) < count
    }

    /// One of these, of which there is at least one.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of these texts.
    pub(crate) fn text<'a>(&mut self, all: &'a [String]) -> &'a str {
        self.pick(all).as_str()
    }

    /// The place of one of these, the more often the more it weighs.
    pub(crate) fn weighted<T>(&mut self, all: &[T], weight: impl Fn(&T) -> u32) -> usize {
        let total: u32 = all.iter().map(&weight).sum();
        let mut left = self.0.random_range(0..total.max(1));
        all.iter()
            .position(|one| {
                let weight = weight(one);
                let is_it = left < weight;
                left = left.saturating_sub(weight);
                is_it
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_weighs_nothing_is_never_taken() {
        let mut chance = Chance::of(1);
        let taken: Vec<usize> =
            (0..200).map(|_| chance.weighted(&[3, 0, 1], |weight| *weight)).collect();
        assert!(taken.contains(&0) && taken.contains(&2) && !taken.contains(&1));
        let mut again = Chance::of(1);
        assert_eq!(taken[0], again.weighted(&[3, 0, 1], |weight| *weight));
    }
}
