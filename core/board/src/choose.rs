//! Which chats a page has: either the order is walked until enough candidates were met, or the candidates are
//! looked at and the first of them taken. Which of the two is fewer steps, their number tells: among `n` chats of
//! which `m` are candidates a walk to `k` of them takes some `k n / m` steps, so it pays from `m² > k n` on.
//! Where candidates lie unevenly a walk is given up, so that no data makes it slow.

use crate::{limits, sets::Ordered};
use roaring::RoaringBitmap;
use std::ops::Bound;

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<K> {
    /// Behind this key only.
    pub(crate) after: Option<K>,
    /// In front of this key only.
    pub(crate) before: Option<K>,
    /// How many, and one more where there is.
    pub(crate) count: usize,
    /// From the end of the list.
    pub(crate) is_from_end: bool,
}

/// How a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By a walk in the order of the list.
    Walked,
    /// From among the candidates.
    Selected,
}

/// What was chosen.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// The chats, in the direction of the page.
    pub(crate) numbers: Vec<u32>,
    /// How they were found.
    pub(crate) way: Way,
    /// How many chats were looked at.
    pub(crate) steps: u64,
}

/// The part of the candidates, all of which are in the order, by what decides in it.
pub(crate) fn choose<K: Ord + Copy>(
    ordered: &Ordered<K>,
    key: impl Fn(u32) -> K,
    candidates: &RoaringBitmap,
    part: &Part<K>,
) -> Chosen {
    if let (Some(after), Some(before)) = (part.after, part.before)
        && after >= before
    {
        return Chosen { numbers: Vec::new(), way: Way::Walked, steps: 0 };
    }
    let (found, all) = (candidates.len(), ordered.len() as u64);
    let spread = (part.count as u64).saturating_mul(all);
    let mut steps = 0;
    if found.saturating_mul(found) > spread {
        let most = limits::WALK_FACTOR.saturating_mul(spread.isqrt());
        if let Some(numbers) = walk(ordered, candidates, part, most, &mut steps) {
            return Chosen { numbers, way: Way::Walked, steps };
        }
    }
    let numbers = select(key, candidates, part);
    Chosen { numbers, way: Way::Selected, steps: steps + found }
}

/// The part by a walk of at most so many steps; none where they were not enough.
fn walk<K: Ord + Copy>(
    ordered: &Ordered<K>,
    candidates: &RoaringBitmap,
    part: &Part<K>,
    most: u64,
    steps: &mut u64,
) -> Option<Vec<u32>> {
    let behind = part.after.map_or(Bound::Unbounded, |key| Bound::Excluded((key, u32::MAX)));
    let in_front = part.before.map_or(Bound::Unbounded, |key| Bound::Excluded((key, 0)));
    let mut range = ordered.range((behind, in_front));
    let mut numbers = Vec::new();
    while numbers.len() <= part.count {
        let next = if part.is_from_end { range.next_back() } else { range.next() };
        let Some((_, number)) = next else { break };
        if *steps == most {
            return None;
        }
        *steps += 1;
        if candidates.contains(*number) {
            numbers.push(*number);
        }
    }
    Some(numbers)
}

/// The part by a look at each candidate.
fn select<K: Ord + Copy>(
    key: impl Fn(u32) -> K,
    candidates: &RoaringBitmap,
    part: &Part<K>,
) -> Vec<u32> {
    let keyed = candidates.iter().map(|number| (key(number), number));
    let mut found: Vec<(K, u32)> = keyed
        .filter(|(key, _)| part.after.is_none_or(|after| *key > after))
        .filter(|(key, _)| part.before.is_none_or(|before| *key < before))
        .collect();
    let compare = |one: &(K, u32), other: &(K, u32)| {
        if part.is_from_end { other.cmp(one) } else { one.cmp(other) }
    };
    let wanted = part.count.saturating_add(1);
    if found.len() > wanted {
        found.select_nth_unstable_by(wanted - 1, compare);
        found.truncate(wanted);
    }
    found.sort_unstable_by(compare);
    found.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng, rngs::StdRng};

    const CHATS: u32 = 10_000;

    /// Chats whose keys are their numbers.
    fn ordered() -> Ordered<u32> {
        (0..CHATS).map(|number| (number, number)).collect()
    }

    fn first(count: usize) -> Part<u32> {
        Part { after: None, before: None, count, is_from_end: false }
    }

    fn chosen(candidates: impl Iterator<Item = u32>, part: &Part<u32>) -> Chosen {
        choose(&ordered(), |number| number, &candidates.collect(), part)
    }

    #[test]
    fn few_candidates_are_looked_at_and_many_are_met_on_a_walk() {
        // 25 of 10,000: the two ways meet at 500 candidates.
        let few = chosen((0..CHATS).step_by(20), &first(25));
        assert_eq!((few.way, few.steps), (Way::Selected, 500));
        let many = chosen((0..CHATS).step_by(19), &first(25));
        assert_eq!((many.way, many.steps), (Way::Walked, 25 * 19 + 1));
        assert_eq!(many.numbers[..2], [0, 19]);
        assert_eq!(many.numbers.len(), 26, "one more than asked for");
        let all = chosen(0..CHATS, &first(25));
        assert_eq!((all.way, all.steps), (Way::Walked, 26));
    }

    #[test]
    fn a_walk_that_meets_none_is_given_up() {
        let found = 4_000;
        let uneven = chosen(CHATS - found..CHATS, &first(25));
        let walked = limits::WALK_FACTOR * (25 * u64::from(CHATS)).isqrt();
        assert_eq!((uneven.way, uneven.steps), (Way::Selected, walked + u64::from(found)));
        assert_eq!(uneven.numbers[0], CHATS - found);
    }

    #[test]
    fn both_ways_find_the_same_part() {
        let mut random = StdRng::seed_from_u64(7);
        for _ in 0..300 {
            let share = random.random_range(0.001..1.0);
            let candidates: RoaringBitmap =
                (0..CHATS).filter(|_| random.random_bool(share)).collect();
            let mut end = || random.random_bool(0.3).then(|| random.random_range(0..CHATS));
            let (after, before) = (end(), end());
            let is_from_end = random.random_bool(0.5);
            let part = Part { after, before, count: random.random_range(0..40), is_from_end };
            if after.zip(before).is_some_and(|(after, before)| after >= before) {
                assert!(chosen(candidates.iter(), &part).numbers.is_empty(), "{part:?}");
                continue;
            }
            let mut steps = 0;
            let walked = walk(&ordered(), &candidates, &part, u64::MAX, &mut steps);
            assert_eq!(walked, Some(select(|number| number, &candidates, &part)), "{part:?}");
        }
    }
}
