//! The board as of one place in the log: the chats, and what is kept for those who look.

use crate::{
    choose::{Chosen, Part, choose},
    condition::{Condition, Question},
    counts::{Counts, Learned, Watcher},
    kept::Numbers,
    sets::Sets,
};
use roaring::RoaringBitmap;
use std::borrow::Cow;
use switchboard_model::{ChatFilter, ChatId, ChatOrder, EventCursor, chat::WaitingOn};
use switchboard_store::page::chats::{ChatCount, ChatKey};
use switchboard_store::page::{PageRequest, standing::Standing};

/// The board as of a place in the log. While a page of events is taken in, some chats are ahead of it.
pub(crate) struct State {
    pub(crate) sets: Sets,
    pub(crate) counts: Counts,
    pub(crate) position: EventCursor,
}

impl State {
    /// An empty one.
    pub(crate) fn at(position: EventCursor) -> Self {
        Self { sets: Sets::default(), counts: Counts::default(), position }
    }

    /// Puts a chat where it stands, or takes one away that is not there any more.
    pub(crate) fn take_in(&mut self, id: ChatId, standing: Option<&Standing>) {
        self.counts.change(&mut self.sets, id, |sets| match standing {
            Some(standing) => sets.put(standing),
            None => sets.remove(id),
        });
    }

    /// The chats that somebody sees, and what to keep of it where that was not known.
    pub(crate) fn visible(
        &self,
        watcher: &Watcher,
    ) -> (Option<Cow<'_, RoaringBitmap>>, Option<Learned>) {
        if let Some(kept) = self.counts.get(watcher) {
            return (kept.visible.as_ref().map(Cow::Borrowed), None);
        }
        let visible = watcher.visible(&self.sets);
        (visible.clone().map(Cow::Owned), Some(self.learned(visible)))
    }

    fn learned(&self, visible: Option<RoaringBitmap>) -> Learned {
        Learned { visible, counts: Vec::new(), list: None, changes: self.counts.changes() }
    }

    /// The part of a list, in an order that the board has.
    pub(crate) fn page(
        &self,
        visible: Option<&RoaringBitmap>,
        condition: &Condition,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Option<Chosen> {
        let sets = &self.sets;
        let mut candidates = condition.like(sets);
        if let Some(visible) = visible {
            *candidates.to_mut() &= visible;
        }
        match order {
            ChatOrder::LastMessage => {
                let part = part(page_request, |key| (!key.at, !key.chat_id));
                let key = |number| sets.message_key(number);
                Some(choose(&sets.by_message, key, &candidates, &part))
            }
            ChatOrder::WaitingLongest => {
                *candidates.to_mut() &= sets.waiting_on(WaitingOn::Operator);
                let part = part(page_request, |key| (key.priority, key.at, key.chat_id));
                let key = |number| sets.waiting_key(number);
                Some(choose(&sets.by_waiting, key, &candidates, &part))
            }
            ChatOrder::Created => {
                let part = part(page_request, |key| !key.chat_id);
                let key = |number| !sets.row(number).chat_id.0;
                Some(choose(&sets.by_id, key, &candidates, &part))
            }
            ChatOrder::ContactName | ChatOrder::ContactNameDesc => None,
        }
    }

    /// The counts that are kept of what is asked for together.
    pub(crate) fn known(
        &self,
        watcher: &Watcher,
        filters: &[ChatFilter],
    ) -> Option<Vec<Option<ChatCount>>> {
        let numbers = self.counts.get(watcher)?.of_list(filters)?;
        Some(numbers.map(|numbers| Some(count_of(numbers))).collect())
    }

    /// The counts of what is asked for together, none for what the board does not hold, and what to keep of it
    /// where that was not known.
    pub(crate) fn count(
        &self,
        watcher: &Watcher,
        filters: &[ChatFilter],
        questions: Vec<Option<Question>>,
    ) -> (Vec<Option<ChatCount>>, Option<Learned>) {
        let kept = self.counts.get(watcher);
        let visible: Option<Cow<'_, RoaringBitmap>> = match kept {
            Some(kept) => kept.visible.as_ref().map(Cow::Borrowed),
            None => watcher.visible(&self.sets).map(Cow::Owned),
        };
        let is_kept = |one: &Option<Question>| one.as_ref().is_some_and(|one| one.is_lasting);
        let list = questions.iter().all(is_kept).then(|| {
            let conditions = questions.iter().flatten().map(|one| one.condition.clone());
            (filters.to_vec(), conditions.collect::<Vec<Condition>>())
        });
        let mut counts = Vec::new();
        let mut found = Vec::with_capacity(questions.len());
        for question in questions {
            found.push(question.map(|Question { condition, is_lasting }| {
                if let Some(numbers) = kept.and_then(|kept| kept.get(&condition)) {
                    return count_of(numbers);
                }
                let numbers = Numbers::of(&self.sets, watcher, visible.as_deref(), &condition);
                if is_lasting {
                    counts.push((condition, numbers));
                }
                count_of(numbers)
            }));
        }
        if kept.is_some() && counts.is_empty() && list.is_none() {
            return (found, None);
        }
        let learned = self.learned(visible.map(Cow::into_owned));
        (found, Some(Learned { counts, list, ..learned }))
    }
}

fn count_of(numbers: Numbers) -> ChatCount {
    ChatCount::counted(numbers.total, numbers.unread)
}

fn part<K>(page_request: &PageRequest<ChatKey>, key: impl Fn(&ChatKey) -> K) -> Part<K> {
    Part {
        after: page_request.after.as_ref().map(&key),
        before: page_request.before.as_ref().map(&key),
        count: usize::try_from(page_request.count).unwrap_or(0),
        is_from_end: page_request.is_from_end,
    }
}
