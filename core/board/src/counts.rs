//! What is kept for those who look: which chats each of them sees, and the counts that they ask for again and
//! again. A chat that changes is held against each as it was and as it is now, instead of counting all again.

use crate::kept::{Count, Kept, Numbers};
use crate::{condition::Condition, limits, sets::Sets};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use switchboard_model::{ChatFilter, ChatId, ChatVisibility, OperatorId};
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

/// What was found of all chats and may be kept.
pub(crate) struct Learned {
    pub(crate) visible: Option<RoaringBitmap>,
    pub(crate) counts: Vec<(Condition, Numbers)>,
    /// What was asked for together, with its conditions.
    pub(crate) list: Option<(Vec<ChatFilter>, Vec<Condition>)>,
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

    /// What is kept for somebody, who asks for it.
    pub(crate) fn get(&self, watcher: &Watcher) -> Option<&Kept> {
        let kept = self.kept.get(watcher)?;
        kept.asked(self.changes);
        Some(kept)
    }

    /// Keeps what was found, if it is so still and there is space for it.
    pub(crate) fn keep(&mut self, watcher: Watcher, learned: Learned) {
        if learned.changes != self.changes {
            return;
        }
        let known = self.kept.get(&watcher).map_or(0, |kept| kept.counts.len());
        if known + learned.counts.len() > limits::COUNTS_OF_ONE {
            // They ask for ever other things: what they ask for now is what they will ask for.
            self.kept.remove(&watcher);
            self.size -= known;
            return;
        }
        let is_known = self.kept.contains_key(&watcher);
        let has_space = self.size + learned.counts.len() <= limits::COUNTS
            && (is_known || self.kept.len() < limits::ONLOOKERS);
        if !has_space {
            return;
        }
        let kept = self.kept.entry(watcher).or_insert_with(|| Kept::of(learned.visible));
        kept.asked(self.changes);
        for (condition, numbers) in learned.counts {
            kept.keep(condition, numbers);
        }
        if let Some((filters, conditions)) = learned.list {
            kept.keep_list(filters, &conditions);
        }
        self.size += kept.counts.len().saturating_sub(known);
    }

    /// Changes a chat, and with it all that is kept.
    pub(crate) fn change(&mut self, sets: &mut Sets, id: ChatId, change: impl FnOnce(&mut Sets)) {
        let before = sets.number_of(id);
        for (watcher, kept) in &self.kept {
            let (is_visible, is_unread) = watcher.sees(sets, before);
            self.was.extend([is_visible, is_unread]);
            let is_like = |count: &Count| is_counted(sets, before, is_visible, &count.condition);
            self.was.extend(kept.counts.iter().map(is_like));
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
            for count in &mut kept.counts {
                let was_in = next();
                let is_in = is_counted(sets, now, is_visible, &count.condition);
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
        self.kept.retain(|_, kept| kept.is_asked_since(oldest));
        self.size = self.kept.values().map(|kept| kept.counts.len()).sum();
    }

    /// How much of what is kept is not so when it is counted from nothing, of those behind the first so many
    /// until enough counts were made; and of how many that was.
    pub(crate) fn differences(&self, sets: &Sets, from: usize, enough: usize) -> (u64, usize) {
        let (mut wrong, mut looked, mut made) = (0, 0, 0);
        for (watcher, kept) in self.kept.iter().skip(from) {
            if made >= enough {
                break;
            }
            let visible = watcher.visible(sets);
            let is_wrong = |count: &&Count| {
                Numbers::of(sets, watcher, visible.as_ref(), &count.condition) != count.numbers
            };
            wrong += kept.counts.iter().filter(is_wrong).count() as u64;
            wrong += u64::from(visible != kept.visible);
            made += kept.counts.len() + 1;
            looked += 1;
        }
        (wrong, looked)
    }

    /// Forgets all that is kept.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.size = 0;
    }

    /// Makes one of what is kept wrong, which nothing but a fault would.
    #[cfg(test)]
    pub(crate) fn spoil(&mut self) {
        let mut counts = self.kept.values_mut().flat_map(|kept| kept.counts.iter_mut());
        if let Some(count) = counts.next() {
            count.numbers.total += 1;
        }
    }
}

fn is_counted(sets: &Sets, number: Option<u32>, is_visible: bool, condition: &Condition) -> bool {
    is_visible && number.is_some_and(|number| condition.is_like(sets, number))
}
