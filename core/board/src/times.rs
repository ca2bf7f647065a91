//! Chats by a time that each of them has or has not, such as that of its closing: they stand by parts of time, of
//! which those inside of a span are taken whole, and the chats of the two at its ends are looked at.

use crate::limits;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use switchboard_model::Timestamp;

/// From a time on, and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Span {
    /// The span with these ends; none where it has none.
    pub(crate) fn of(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<Self> {
        (from.is_some() || to.is_some()).then_some(Self { from, to })
    }

    /// Is a time in it.
    pub(crate) fn has(self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| at >= from) && self.to.is_none_or(|to| at < to)
    }
}

/// Chats by the parts of time in which theirs lie.
#[derive(Default)]
pub(crate) struct Times(BTreeMap<i64, RoaringBitmap>);

fn part(at: Timestamp) -> i64 {
    at.0.div_euclid(limits::TIME_PART_MS)
}

impl Times {
    /// Puts a chat at its time.
    pub(crate) fn put(&mut self, number: u32, at: Timestamp) {
        self.0.entry(part(at)).or_default().insert(number);
    }

    /// Takes a chat away from its time.
    pub(crate) fn take(&mut self, number: u32, at: Timestamp) {
        let part = part(at);
        if let Some(chats) = self.0.get_mut(&part) {
            chats.remove(number);
            if chats.is_empty() {
                self.0.remove(&part);
            }
        }
    }

    /// The chats whose times, which are these, lie in a span.
    pub(crate) fn within(&self, span: Span, at: impl Fn(u32) -> Timestamp) -> RoaringBitmap {
        let (first, last) = (span.from.map(part), span.to.map(part));
        let mut found = RoaringBitmap::new();
        for (part, chats) in &self.0 {
            if first == Some(*part) || last == Some(*part) {
                found.extend(chats.iter().filter(|number| span.has(at(*number))));
            } else if first.is_none_or(|first| first < *part)
                && last.is_none_or(|last| *part < last)
            {
                found |= chats;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng, rngs::StdRng};

    /// Some parts of time before and behind its beginning.
    const SPAN: std::ops::Range<i64> = -3 * limits::TIME_PART_MS..5 * limits::TIME_PART_MS;

    #[test]
    fn a_span_has_the_chats_whose_times_lie_in_it() {
        let mut random = StdRng::seed_from_u64(7);
        let mut at: Vec<Timestamp> =
            (0..200).map(|_| Timestamp(random.random_range(SPAN))).collect();
        let mut times = Times::default();
        for (number, at) in (0..).zip(&at) {
            times.put(number, *at);
        }
        for _ in 0..300 {
            let number = random.random_range(0..at.len());
            let chat = u32::try_from(number).expect("few");
            times.take(chat, at[number]);
            at[number] = Timestamp(random.random_range(SPAN));
            times.put(chat, at[number]);
            let mut end = || {
                let far = [i64::MIN, i64::MAX][usize::from(random.random::<bool>())];
                let near = if random.random() { random.random_range(SPAN) } else { far };
                random.random_bool(0.7).then_some(Timestamp(near))
            };
            let Some(span) = Span::of(end(), end()) else { continue };
            let found: Vec<u32> = times.within(span, |chat| at[chat as usize]).iter().collect();
            let inside = (0..).zip(&at).filter(|(_, at)| span.has(**at));
            assert_eq!(found, inside.map(|(chat, _)| chat).collect::<Vec<u32>>(), "{span:?}");
        }
        for (number, at) in (0..).zip(&at) {
            times.take(number, *at);
        }
        assert!(times.0.is_empty(), "no part is left behind");
    }
}
