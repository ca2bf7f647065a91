//! What is kept for one who looks: which chats they see, and the counts that they ask for again and again.

use crate::{condition::Condition, limits};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use switchboard_model::ChatFilter;

/// How many chats there are of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) total: i64,
    pub(crate) unread: i64,
}

/// A count that is kept.
pub(crate) struct Count {
    pub(crate) condition: Condition,
    pub(crate) numbers: Numbers,
}

/// What is kept for one.
pub(crate) struct Kept {
    /// The chats that they see; none where these are all.
    pub(crate) visible: Option<RoaringBitmap>,
    pub(crate) counts: Vec<Count>,
    places: HashMap<Condition, usize>,
    /// What they ask for together, with the places of its counts: found again by a look, and not one by one.
    lists: Vec<(Vec<ChatFilter>, Vec<usize>)>,
    /// How many chats had changed when they asked last.
    asked_at: AtomicU64,
}

impl Kept {
    /// Nothing yet for somebody who sees these chats.
    pub(crate) fn of(visible: Option<RoaringBitmap>) -> Self {
        Self {
            visible,
            counts: Vec::new(),
            places: HashMap::new(),
            lists: Vec::new(),
            asked_at: AtomicU64::default(),
        }
    }

    /// They ask when so many chats have changed.
    pub(crate) fn asked(&self, changes: u64) {
        self.asked_at.store(changes, Ordering::Relaxed);
    }

    /// Have they asked since so many chats had changed.
    pub(crate) fn is_asked_since(&self, changes: u64) -> bool {
        self.asked_at.load(Ordering::Relaxed) >= changes
    }

    /// A count.
    pub(crate) fn get(&self, condition: &Condition) -> Option<Numbers> {
        Some(self.counts[*self.places.get(condition)?].numbers)
    }

    /// All counts of what is asked for together.
    pub(crate) fn of_list(&self, filters: &[ChatFilter]) -> Option<impl Iterator<Item = Numbers>> {
        let (_, places) = self.lists.iter().find(|(asked, _)| asked == filters)?;
        Some(places.iter().map(|place| self.counts[*place].numbers))
    }

    /// Keeps a count, in the place of one that asked the same.
    pub(crate) fn keep(&mut self, condition: Condition, numbers: Numbers) {
        if let Some(place) = self.places.get(&condition) {
            self.counts[*place].numbers = numbers;
            return;
        }
        self.places.insert(condition.clone(), self.counts.len());
        self.counts.push(Count { condition, numbers });
    }

    /// Keeps what is asked for together, where all of it is kept.
    pub(crate) fn keep_list(&mut self, filters: Vec<ChatFilter>, conditions: &[Condition]) {
        let places: Option<Vec<usize>> =
            conditions.iter().map(|condition| self.places.get(condition).copied()).collect();
        if let Some(places) = places {
            if self.lists.len() >= limits::LISTS_OF_ONE {
                self.lists.remove(0);
            }
            self.lists.push((filters, places));
        }
    }
}
