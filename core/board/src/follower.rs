//! Builds the board from the rows, and follows the log: reads the chats again that something has happened to.

use crate::{Board, board::Round, limits, state::State};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, atomic::Ordering};
use switchboard_model::event::{Event, EventKind, SubjectKind};
use switchboard_model::{ChatId, ContactId, EventCursor, LabelId, Stopwatch};
use switchboard_store::page::standing::{self, Standing};
use switchboard_store::{
    StoreError,
    log::{self, LogPage},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

/// What a page of the log asks for: chats that are read again.
#[derive(Default)]
struct Work {
    chats: BTreeSet<ChatId>,
    /// Contacts that have changed, and may have chats.
    contacts: BTreeSet<ContactId>,
    /// Labels that were taken off all chats at once.
    labels: Vec<LabelId>,
}

impl Work {
    fn of(events: &[Event]) -> Self {
        let mut work = Self::default();
        for event in events.iter().map(|event| &event.event) {
            work.chats.extend(event.chat_id);
            let is_of_contact = event.subject_kind == SubjectKind::Contact;
            if is_of_contact && event.kind != EventKind::ContactCreated {
                work.contacts.insert(ContactId(event.subject_id));
            }
            if event.kind == EventKind::LabelDeleted {
                work.labels.push(LabelId(event.subject_id));
            }
        }
        work
    }
}

fn is_full(events: usize) -> bool {
    i64::try_from(events).is_ok_and(|events| events >= limits::EVENTS)
}

impl Board {
    /// Reads one page of the log, of a board that is built first where there is none; returns how many events
    /// it held.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn advance(&self) -> Result<usize, StoreError> {
        let _turn = self.turn.lock().await;
        // Read first: what rings from now on is for the next round.
        let rung = self.rung();
        if self.position().is_none() && !self.is_beyond.load(Ordering::Relaxed) {
            self.build().await?;
        }
        let Some(before) = self.position() else { return Ok(0) };
        let read = self.store.read(move |connection| {
            let page = log::after(connection, before, limits::EVENTS)?;
            let position = match &page {
                LogPage::Events(events) => events.last().map_or(before, |last| last.cursor),
                LogPage::Unknown(place) => *place,
                LogPage::Gone => before,
            };
            Ok::<_, StoreError>((page, position, log::is_end(connection, position)?))
        });
        let (page, position, is_at_end) = read.await?;
        let count = match page {
            LogPage::Events(events) => {
                if !events.is_empty() {
                    self.apply(Work::of(&events), position).await?;
                }
                events.len()
            }
            LogPage::Unknown(_) => {
                self.apply(Work::default(), position).await?;
                1
            }
            LogPage::Gone => {
                *self.state.write() = None;
                return Ok(1);
            }
        };
        if !is_full(count) {
            *self.last_round.lock() = Some(Stopwatch::start());
            self.rounds.send_replace(Round { rung, position: Some(position), is_at_end });
        }
        Ok(count)
    }

    /// Reads all chats. What changes meanwhile is in the log behind the place where it begins.
    async fn build(&self) -> Result<(), StoreError> {
        let begun = Stopwatch::start();
        let epoch = self.store.epoch();
        let head = self.store.read(move |connection| log::head(connection, epoch)).await?;
        let mut state = State::at(head);
        let mut after = ChatId(0);
        loop {
            let read =
                self.store.read(move |connection| standing::after(connection, after, limits::ROWS));
            let page = read.await?;
            let Some(last) = page.last() else { break };
            after = last.chat.chat_id;
            for standing in &page {
                state.sets.put(standing);
            }
            if self.is_too_many(state.sets.len()) {
                return Ok(());
            }
        }
        let chats = state.sets.len();
        self.show_size(chats);
        *self.state.write() = Some(state);
        info!(chats, milliseconds = begun.elapsed().as_millis(), "the board was built");
        Ok(())
    }

    async fn apply(&self, work: Work, position: EventCursor) -> Result<(), StoreError> {
        let mut chats = work.chats;
        if let Some(state) = self.state.read().as_ref() {
            let labelled = work.labels.iter().filter_map(|id| state.sets.labels.get(id)).flatten();
            chats.extend(labelled.map(|number| state.sets.row(number).chat_id));
        }
        if !work.contacts.is_empty() {
            let contacts: Vec<ContactId> = work.contacts.into_iter().collect();
            let read =
                self.store.read(move |connection| standing::of_contacts(connection, &contacts));
            chats.extend(read.await?);
        }
        let ids: Vec<ChatId> = chats.into_iter().collect();
        for some in ids.chunks(limits::CHANGED_ROWS) {
            let asked = some.to_vec();
            let read = self.store.read(move |connection| standing::of_chats(connection, &asked));
            self.take_in(some, read.await?);
        }
        let mut state = self.state.write();
        if let Some(state) = state.as_mut() {
            state.position = position;
        }
        let chats = state.as_ref().map_or(0, |state| state.sets.len());
        self.show_size(chats);
        if self.is_too_many(chats) {
            *state = None;
        }
        Ok(())
    }

    /// Has these chats stand as they were found, or not any more.
    fn take_in(&self, ids: &[ChatId], found: Vec<Standing>) {
        let found: HashMap<ChatId, Standing> =
            found.into_iter().map(|one| (one.chat.chat_id, one)).collect();
        for some in ids.chunks(limits::ROWS_AT_ONCE) {
            // Lists are found in between, and held against the log: it shows that they are too early.
            if let Some(state) = self.state.write().as_mut() {
                for id in some {
                    state.take_in(*id, found.get(id));
                }
            }
        }
    }

    fn show_size(&self, chats: usize) {
        self.metrics().chats.set(i64::try_from(chats).unwrap_or(i64::MAX));
    }

    fn is_too_many(&self, chats: usize) -> bool {
        let is_beyond = chats > self.chats_max;
        if is_beyond {
            self.is_beyond.store(true, Ordering::Relaxed);
            let most = self.chats_max;
            warn!(most, "there are more chats than the board takes: the database finds all lists");
        }
        is_beyond
    }

    /// Follows the log until `stop`: at once for a list that waits, else from time to time.
    pub fn spawn(self: &Arc<Self>, tasks: &TaskTracker, stop: CancellationToken) {
        let board = Arc::clone(self);
        board.is_followed.store(true, Ordering::Relaxed);
        tasks.spawn(async move {
            let mut checked = Stopwatch::start();
            while !stop.is_cancelled() {
                let mut pause = limits::IDLE;
                match board.advance().await {
                    Ok(events) if is_full(events) => continue,
                    Ok(_) => {}
                    Err(error) => {
                        warn!(%error, "the board could not follow the log");
                        pause = limits::FAILED_PAUSE;
                    }
                }
                if checked.elapsed() >= limits::CHECK_EVERY {
                    checked = Stopwatch::start();
                    if let Err(error) = board.check().await {
                        warn!(%error, "the board could not be held against the rows");
                    }
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = board.demand.notified() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
            board.is_followed.store(false, Ordering::Relaxed);
        });
    }
}
