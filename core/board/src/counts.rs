//! What is kept for those who look: which chats each of them sees, and the counts that they ask for again and
//! again. A chat that changes is held against each as it was and as it is now, instead of counting all again.

use crate::{condition::Condition, limits, sets::Sets};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use switchboard_model::{ChatId, ChatVisibility, OperatorId};
use switchboard_store::page::board::Onlooker;

/// For whom something is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Watcher {
    pub(crate) visibility: ChatVisibility,
    /// Whose visibility it is.
    pub(crate) viewer_id: OperatorId,
    /// Whose unread messages are counted.
    pub(crate) operator_id: OperatorId,
}

/// How many chats there are of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) total: i64,
    pub(crate) unread: i64,
}

/// What is kept for all.
#[derive(Default)]
pub(crate) struct Counts {
    kept: HashMap<Watcher, Kept>,
    /// How many counts are kept, of all together.
    size: usize,
    /// How many chats have changed, ever.
    changes: u64,
    /// What a chat was like before a change; empty between two.
    was: Vec<bool>,
}

/// What is kept for one.
struct Kept {
    /// The chats that they see; none where these are all.
    visible: Option<RoaringBitmap>,
    counts: HashMap<Condition, Count>,
    asked_at: AtomicU64,
}

struct Count {
    numbers: Numbers,
    /// How many chats had changed when somebody asked last.
    asked_at: AtomicU64,
}

/// What was found of all chats and may be kept.
pub(crate) struct Learned {
    pub(crate) visible: Option<RoaringBitmap>,
    pub(crate) counts: Vec<(Condition, Numbers)>,
    /// How many chats had changed by then.
    pub(crate) changes: u64,
}

impl From<Onlooker<'_>> for Watcher {
    fn from(onlooker: Onlooker<'_>) -> Self {
        Self {
            visibility: onlooker.visibility.clone(),
            viewer_id: onlooker.viewer_id,
            operator_id: onlooker.context.operator_id,
        }
    }
}

impl Watcher {
    /// Do they see a chat, and is it unread.
    fn sees(&self, sets: &Sets, number: Option<u32>) -> (bool, bool) {
        let Some(number) = number else { return (false, false) };
        let is_visible = sets.is_visible(number, &self.visibility, self.viewer_id);
        (is_visible, sets.is_unread(number, self.operator_id))
    }

    /// The chats that they see; none where these are all.
    pub(crate) fn visible(&self, sets: &Sets) -> Option<RoaringBitmap> {
        sets.visible(&self.visibility, self.viewer_id)
    }
}

impl Numbers {
    /// Of the chats that are like this, counted from nothing.
    pub(crate) fn of(
        sets: &Sets,
        watcher: &Watcher,
        visible: Option<&RoaringBitmap>,
        condition: &Condition,
    ) -> Self {
        let mut like = condition.like(sets);
        if let Some(visible) = visible {
            *like.to_mut() &= visible;
        }
        let total = like.len();
        let heard = like.intersection_len(&sets.heard);
        let read = match sets.read.get(&watcher.operator_id) {
            Some(read) => like.intersection_len(read),
            None => 0,
        };
        Self { total: total.cast_signed(), unread: heard.saturating_sub(read).cast_signed() }
    }
}

impl Counts {
    /// How many chats have changed, ever.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// The chats that somebody sees, where that is known; none inside where these are all.
    pub(crate) fn visible(&self, watcher: &Watcher) -> Option<Option<&RoaringBitmap>> {
        let kept = self.kept.get(watcher)?;
        kept.asked_at.store(self.changes, Ordering::Relaxed);
        Some(kept.visible.as_ref())
    }

    /// A count that is kept.
    pub(crate) fn get(&self, watcher: &Watcher, condition: &Condition) -> Option<Numbers> {
        let kept = self.kept.get(watcher)?;
        let count = kept.counts.get(condition)?;
        kept.asked_at.store(self.changes, Ordering::Relaxed);
        count.asked_at.store(self.changes, Ordering::Relaxed);
        Some(count.numbers)
    }

    /// Keeps what was found, if it is so still and there is space for it.
    pub(crate) fn keep(&mut self, watcher: Watcher, learned: Learned) {
        let is_known = self.kept.contains_key(&watcher);
        let has_space = is_known || self.kept.len() < limits::ONLOOKERS;
        if learned.changes != self.changes || !has_space {
            return;
        }
        let asked_at = self.changes;
        let kept = self.kept.entry(watcher).or_insert_with(|| Kept {
            visible: learned.visible,
            counts: HashMap::new(),
            asked_at: AtomicU64::new(asked_at),
        });
        for (condition, numbers) in learned.counts {
            if self.size < limits::COUNTS {
                let count = Count { numbers, asked_at: AtomicU64::new(asked_at) };
                self.size += usize::from(kept.counts.insert(condition, count).is_none());
            }
        }
    }

    /// Changes a chat, and with it all that is kept.
    pub(crate) fn change(&mut self, sets: &mut Sets, id: ChatId, change: impl FnOnce(&mut Sets)) {
        let before = sets.number_of(id);
        for (watcher, kept) in &self.kept {
            let (is_visible, is_unread) = watcher.sees(sets, before);
            self.was.extend([is_visible, is_unread]);
            let is_like = |condition: &Condition| is_counted(sets, before, is_visible, condition);
            self.was.extend(kept.counts.keys().map(is_like));
        }
        change(sets);
        let now = sets.number_of(id);
        // Nothing was kept or forgotten in between: all comes in the same order again.
        let mut was = self.was.drain(..);
        let mut next = || was.next().unwrap_or_default();
        for (watcher, kept) in &mut self.kept {
            let (is_visible, is_unread) = watcher.sees(sets, now);
            let (_, was_unread) = (next(), next());
            if let Some(visible) = &mut kept.visible {
                if let Some(number) = before {
                    visible.remove(number);
                }
                if is_visible && let Some(number) = now {
                    visible.insert(number);
                }
            }
            for (condition, count) in &mut kept.counts {
                let was_in = next();
                let is_in = is_counted(sets, now, is_visible, condition);
                let numbers = &mut count.numbers;
                numbers.total += i64::from(is_in) - i64::from(was_in);
                numbers.unread += i64::from(is_in && is_unread) - i64::from(was_in && was_unread);
            }
        }
        drop(was);
        self.changes += 1;
        if self.changes.is_multiple_of(limits::UNASKED_CHANGES) {
            self.forget_unasked();
        }
    }

    /// Forgets what nobody has asked for since many chats have changed.
    fn forget_unasked(&mut self) {
        let oldest = self.changes.saturating_sub(limits::UNASKED_CHANGES);
        let is_asked = |asked_at: &AtomicU64| asked_at.load(Ordering::Relaxed) >= oldest;
        self.kept.retain(|_, kept| {
            kept.counts.retain(|_, count| is_asked(&count.asked_at));
            is_asked(&kept.asked_at)
        });
        self.size = self.kept.values().map(|kept| kept.counts.len()).sum();
    }

    /// How much of what is kept is not so when it is counted from nothing.
    pub(crate) fn differences(&self, sets: &Sets) -> u64 {
        let of_one = |(watcher, kept): (&Watcher, &Kept)| {
            let visible = watcher.visible(sets);
            let is_wrong = |(condition, count): (&Condition, &Count)| {
                Numbers::of(sets, watcher, visible.as_ref(), condition) != count.numbers
            };
            let wrong = kept.counts.iter().map(is_wrong).filter(|is_wrong| *is_wrong).count();
            wrong as u64 + u64::from(visible != kept.visible)
        };
        self.kept.iter().map(of_one).sum()
    }

    /// Forgets all that is kept.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.size = 0;
    }

    /// Makes one of what is kept wrong, which nothing but a fault would.
    #[cfg(test)]
    pub(crate) fn spoil(&mut self) {
        let mut counts = self.kept.values_mut().flat_map(|kept| kept.counts.values_mut());
        if let Some(count) = counts.next() {
            count.numbers.total += 1;
        }
    }
}

fn is_counted(sets: &Sets, number: Option<u32>, is_visible: bool, condition: &Condition) -> bool {
    is_visible && number.is_some_and(|number| condition.is_like(sets, number))
}
