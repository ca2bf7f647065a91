//! The board itself: what it is asked, and what it answers while it is near the end of the log.

use crate::{
    BoardMetrics,
    choose::Way,
    condition::Question,
    counts::{Learned, Watcher},
    limits,
    state::State,
};
use async_trait::async_trait;
use parking_lot::{Mutex, RwLock};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use switchboard_model::{ChatFilter, ChatId, ChatOrder, EventCursor, FilterContext, Stopwatch};
use switchboard_store::Store;
use switchboard_store::page::PageRequest;
use switchboard_store::page::board::{ChatBoard, Kept, Onlooker};
use switchboard_store::page::chats::{ChatCount, ChatKey};
use tokio::sync::{Notify, watch};

/// The board of this process. It has nothing at first: its follower builds it.
pub struct Board {
    pub(crate) store: Store,
    /// Most chats that it takes.
    pub(crate) chats_max: usize,
    /// Held by whoever changes it.
    pub(crate) turn: tokio::sync::Mutex<()>,
    pub(crate) state: RwLock<Option<State>>,
    /// There are more chats than it takes: it is not built again.
    pub(crate) is_beyond: AtomicBool,
    /// Does somebody follow the log for it all the time.
    pub(crate) is_followed: AtomicBool,
    pub(crate) rounds: watch::Sender<Round>,
    /// When the last round ended.
    pub(crate) last_round: Mutex<Option<Stopwatch>>,
    /// Rung by a list that waits for it.
    pub(crate) demand: Notify,
    /// Behind which chat the rows are looked at next.
    pub(crate) checked: Mutex<ChatId>,
    /// Behind how many of those who look their counts are looked at next.
    pub(crate) checked_watchers: Mutex<usize>,
    metrics: BoardMetrics,
}

/// How far the follower came with its last round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Round {
    /// How often the store's bell had rung when it began.
    pub(crate) rung: u64,
    /// The place to which it came.
    pub(crate) position: Option<EventCursor>,
    /// Was that the end of the log.
    pub(crate) is_at_end: bool,
}

impl Board {
    /// A board over a database.
    pub fn new(store: Store) -> Arc<Self> {
        Self::of_at_most(store, limits::CHATS_MAX)
    }

    /// A board over a database of at most so many chats: with more of them it answers nothing.
    pub fn of_at_most(store: Store, chats_max: usize) -> Arc<Self> {
        Arc::new(Self {
            store,
            chats_max,
            turn: tokio::sync::Mutex::new(()),
            state: RwLock::new(None),
            is_beyond: AtomicBool::new(false),
            is_followed: AtomicBool::new(false),
            rounds: watch::Sender::new(Round::default()),
            last_round: Mutex::new(None),
            demand: Notify::new(),
            checked: Mutex::new(ChatId(0)),
            checked_watchers: Mutex::default(),
            metrics: BoardMetrics::default(),
        })
    }

    /// The place in the log up to which it has followed; none before it is built.
    pub fn position(&self) -> Option<EventCursor> {
        self.state.read().as_ref().map(|state| state.position)
    }

    /// Its numbers.
    pub fn metrics(&self) -> &BoardMetrics {
        &self.metrics
    }

    /// How often the store's bell has rung.
    pub(crate) fn rung(&self) -> u64 {
        *self.store.bell().borrow()
    }

    /// Is it built and, as far as this process has heard, at the end of the log.
    fn is_near(&self) -> bool {
        let round = *self.rounds.borrow();
        let is_believed =
            (*self.last_round.lock()).is_some_and(|round| round.elapsed() < limits::BELIEVED);
        is_believed && round.is_at_end && round.rung >= self.rung()
    }

    fn keep(&self, watcher: Watcher, learned: Option<Learned>) {
        let Some(learned) = learned else { return };
        if let Some(state) = self.state.write().as_mut() {
            state.counts.keep(watcher, learned);
        }
    }

    fn find_page(
        &self,
        onlooker: Onlooker<'_>,
        filter: &ChatFilter,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Option<Kept<Vec<ChatId>>> {
        if !has_order(order) || !self.is_near() {
            return None;
        }
        let question = Question::of(filter, onlooker.context)?;
        let watcher = Watcher::from(onlooker);
        let guard = self.state.read();
        let state = guard.as_ref()?;
        let (visible, learned) = state.visible(&watcher);
        let chosen = state.page(visible.as_deref(), &question.condition, order, page_request)?;
        let ids = chosen.numbers.iter().map(|number| state.sets.row(*number).chat_id);
        let kept = Kept { found: ids.collect(), through: state.position };
        drop(visible);
        drop(guard);
        match chosen.way {
            Way::Walked => self.metrics.walked.inc(),
            Way::Selected => self.metrics.selected.inc(),
        };
        self.metrics.steps.inc_by(chosen.steps);
        self.keep(watcher, learned);
        Some(kept)
    }

    fn find_counts(
        &self,
        onlooker: Onlooker<'_>,
        filters: &[ChatFilter],
        from: Option<EventCursor>,
    ) -> Option<Kept<Vec<Option<ChatCount>>>> {
        if from.is_none() && !self.is_near() {
            return None;
        }
        let watcher = Watcher::from(onlooker);
        let guard = self.state.read();
        let state =
            guard.as_ref().filter(|state| from.is_none_or(|from| state.position >= from))?;
        let through = state.position;
        if let Some(found) = state.known(&watcher, filters) {
            return Some(Kept { found, through });
        }
        let questions: Vec<Option<Question>> =
            filters.iter().map(|filter| Question::of(filter, onlooker.context)).collect();
        if questions.iter().all(Option::is_none) {
            return None;
        }
        let (found, learned) = state.count(&watcher, filters, questions);
        drop(guard);
        self.keep(watcher, learned);
        Some(Kept { found, through })
    }

    fn find_like(&self, filter: &ChatFilter, context: FilterContext) -> Option<Kept<Vec<ChatId>>> {
        if !self.is_near() {
            return None;
        }
        let question = Question::of(filter, context)?;
        let guard = self.state.read();
        let state = guard.as_ref()?;
        let like = question.condition.like(&state.sets);
        let mut found: Vec<ChatId> =
            like.iter().map(|number| state.sets.row(number).chat_id).collect();
        let through = state.position;
        drop(like);
        drop(guard);
        found.sort_unstable();
        Some(Kept { found, through })
    }

    /// Waits a moment for a round that is enough.
    async fn come(&self, is_enough: impl Fn(&Round) -> bool + Send) {
        let is_coming = self.is_followed.load(Ordering::Relaxed) && self.position().is_some();
        let mut rounds = self.rounds.subscribe();
        let round = *rounds.borrow();
        if !is_coming || is_enough(&round) {
            return;
        }
        self.demand.notify_one();
        let came = rounds.wait_for(is_enough);
        // Whoever has waited in vain finds it still behind, and asks the database.
        let _ = tokio::time::timeout(limits::NEAR_WAIT, came).await;
    }

    fn told<T>(&self, answer: Option<T>) -> Option<T> {
        match answer {
            Some(_) => self.metrics.answers.inc(),
            None => self.metrics.passed.inc(),
        };
        answer
    }
}

/// The names of contacts are put into another order by portions and without an event (`contact_name::place`), so
/// that no follower of the log knows how they stand.
fn has_order(order: ChatOrder) -> bool {
    !order.is_by_name()
}

#[async_trait]
impl ChatBoard for Board {
    fn holds(&self, filter: &ChatFilter, order: Option<ChatOrder>) -> bool {
        order.is_none_or(has_order) && Question::is_held(filter)
    }

    async fn come_near(&self) {
        let rung = self.rung();
        self.come(|round| round.rung >= rung).await;
    }

    async fn come_to(&self, place: EventCursor) {
        self.come(|round| round.position >= Some(place)).await;
    }

    fn page(
        &self,
        onlooker: Onlooker<'_>,
        filter: &ChatFilter,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Option<Kept<Vec<ChatId>>> {
        self.told(self.find_page(onlooker, filter, order, page_request))
    }

    fn counts(
        &self,
        onlooker: Onlooker<'_>,
        filters: &[ChatFilter],
        from: Option<EventCursor>,
    ) -> Option<Kept<Vec<Option<ChatCount>>>> {
        self.told(self.find_counts(onlooker, filters, from))
    }

    fn like(&self, filter: &ChatFilter, context: FilterContext) -> Option<Kept<Vec<ChatId>>> {
        self.told(self.find_like(filter, context))
    }
}
