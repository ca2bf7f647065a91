//! The visits that go on, as this process hears of them: in bounded memory, told to whoever follows them, and
//! handed out to be written when their time has come. Whoever brings too many is refused here: a visit is
//! no more than a convenience, and its chat works without.

#[cfg(test)]
mod tests;

use crate::limits::{
    VISIT_KEPT_EVERY_MS, VISIT_PAGE_TURNS, VISIT_PAGE_TURNS_BACK, VISIT_PAGE_TURNS_PER,
    VISIT_SILENT_MS, VISIT_WAITING_PAGES_MAX, VISITS_KEPT_AT_ONCE, VISITS_LIVE_MAX,
    VISITS_WAITING_PAGES_MAX,
};
use crate::signals::{Signals, VisitChange};
use crate::visitor::StartGuard;
use crate::{DeskError, Result};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use switchboard_bounds::{Peer, Rate, TokenBuckets};
use switchboard_model::visit::{Visit, VisitPage};
use switchboard_model::{ChannelId, ChatId, ContactId, Timestamp, VisitId};

/// Whose a visit is: an address on a channel.
pub(crate) type Address = (ChannelId, String);
/// A visit as it is to be written, with the pages that have come.
pub(super) type Waiting = (Visit, Vec<VisitPage>);

/// What is seen of a visitor now.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) ip: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) city: Option<String>,
    /// Has the visitor agreed to be recorded, where that is asked.
    pub(crate) may_be_kept: bool,
}

struct Live {
    visit: Visit,
    /// Pages that no row has yet.
    pages: Vec<VisitPage>,
    may_be_kept: bool,
    is_changed: bool,
    kept_at: Option<Timestamp>,
}

#[derive(Default)]
struct State {
    visits: HashMap<Address, Live>,
    /// The pages of all of them that no row has yet.
    page_count: usize,
}

/// The visits of this process.
pub(crate) struct LiveVisits {
    state: Mutex<State>,
    signals: Signals,
    beginnings: StartGuard,
    turns: TokenBuckets<Address>,
}

impl LiveVisits {
    /// Those of a process that tells of them by these signals.
    pub(crate) fn new(signals: Signals) -> Self {
        let turns = Rate::new(VISIT_PAGE_TURNS, VISIT_PAGE_TURNS_BACK, VISIT_PAGE_TURNS_PER);
        Self {
            state: Mutex::default(),
            signals,
            beginnings: StartGuard::of_visits(),
            turns: TokenBuckets::new(VISITS_LIVE_MAX, turns),
        }
    }

    /// Counts what a visitor tells of their page.
    ///
    /// # Errors
    /// `TooMany`.
    pub(crate) fn take_turn(&self, whose: &Address, now: Timestamp) -> Result<()> {
        self.turns.take(whose, 1, now.0)?;
        Ok(())
    }

    /// Counts a visit that begins.
    ///
    /// # Errors
    /// `TooMany` when the peer or its site had too many, or the channel and then the site.
    pub(crate) fn begin(
        &self,
        channel_id: ChannelId,
        peer: Option<Peer>,
        now: Timestamp,
    ) -> Result<()> {
        self.beginnings.begin(channel_id, peer, now)
    }

    /// Does a visit of this address go on here.
    pub(crate) fn is_live(&self, whose: &Address, now: Timestamp) -> bool {
        let state = self.state.lock();
        state.visits.get(whose).is_some_and(|live| !live.is_over(now))
    }

    /// A visitor is on a page. Where no visit of theirs goes on here, the `stored` one goes on, else a `fresh` one
    /// begins.
    ///
    /// # Errors
    /// `TooMany` where there are too many; what `fresh` says.
    pub(crate) fn see(
        &self,
        whose: &Address,
        seen: Seen,
        stored: Option<Visit>,
        fresh: impl FnOnce() -> Result<Visit>,
        now: Timestamp,
    ) -> Result<()> {
        let mut state = self.state.lock();
        let State { visits, page_count } = &mut *state;
        if let Some(over) = visits.get(whose).filter(|live| live.is_over(now)) {
            *page_count -= over.pages.len();
            visits.remove(whose);
        }
        let is_full = visits.len() >= VISITS_LIVE_MAX;
        let live = match visits.entry(whose.clone()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(_) if is_full => {
                return Err(DeskError::TooMany { retry_after_ms: VISIT_SILENT_MS.unsigned_abs() });
            }
            Entry::Vacant(entry) => entry.insert(match stored {
                Some(visit) => Live::of(Some(visit.seen_at), visit),
                None => Live::of(None, fresh()?),
            }),
        };
        live.take(seen, page_count, now);
        let (visit, is_kept) = (live.visit.clone(), live.may_be_kept);
        drop(state);
        self.signals.visit_is_here(visit.visit_id);
        self.signals.tell_visit(VisitChange { visit, is_over: false }, is_kept);
        Ok(())
    }

    /// The visitor has agreed to be recorded, or takes that back: another visit begins with their next page, so that
    /// nothing of what was before is written after all.
    pub(crate) fn set_consent(&self, whose: &Address, is_given: bool) {
        let mut state = self.state.lock();
        let State { visits, page_count } = &mut *state;
        if let Some(other) = visits.get(whose).filter(|live| live.may_be_kept != is_given) {
            *page_count -= other.pages.len();
            visits.remove(whose);
        }
    }

    /// The visitors of this contact are being erased: nothing of their visits is written after all.
    pub(crate) fn forget(&self, contact_id: ContactId) {
        let mut state = self.state.lock();
        let State { visits, page_count } = &mut *state;
        visits.retain(|_, live| {
            let stays = live.visit.first_contact_id != contact_id;
            if !stays {
                *page_count -= live.pages.len();
            }
            stays
        });
    }

    /// Nobody has a session at these addresses any more.
    pub(super) fn drop_gone(&self, gone: &[Address]) {
        let mut state = self.state.lock();
        for whose in gone {
            if let Some(live) = state.visits.remove(whose) {
                state.page_count -= live.pages.len();
            }
        }
    }

    /// The visitor has a chat now.
    pub(crate) fn set_chat(&self, whose: &Address, chat_id: ChatId) {
        let (visit, is_kept) = {
            let mut state = self.state.lock();
            let Some(live) = state.visits.get_mut(whose) else { return };
            if live.visit.chat_id.is_some() {
                return;
            }
            live.visit.chat_id = Some(chat_id);
            live.is_changed = true;
            (live.visit.clone(), live.may_be_kept)
        };
        self.signals.tell_visit(VisitChange { visit, is_over: false }, is_kept);
    }

    /// The language of the visitor's browser, if it may be kept.
    pub(crate) fn language(&self, whose: &Address) -> Option<String> {
        let state = self.state.lock();
        let live = state.visits.get(whose).filter(|live| live.may_be_kept)?;
        live.visit.locale.clone()
    }

    /// The visit with this id, if it goes on here.
    pub(crate) fn find(&self, id: VisitId) -> Option<Visit> {
        let state = self.state.lock();
        let found = state.visits.values().find(|live| live.visit.visit_id == id);
        found.map(|live| live.visit.clone())
    }

    /// What is to be written now; forgets visits that are over, and tells of those that go on nowhere else.
    pub(super) fn due(&self, now: Timestamp) -> Vec<Waiting> {
        let mut over = Vec::new();
        let due = {
            let mut state = self.state.lock();
            let State { visits, page_count } = &mut *state;
            visits.retain(|_, live| {
                let stays = !live.is_over(now) || live.is_waiting();
                if !stays {
                    *page_count -= live.pages.len();
                    over.push((live.visit.clone(), live.may_be_kept));
                }
                stays
            });
            let due = visits.values().filter(|live| live.is_due(now)).take(VISITS_KEPT_AT_ONCE);
            due.map(|live| (live.visit.clone(), live.pages.clone())).collect()
        };
        for (visit, is_kept) in over {
            if !self.signals.is_visit_elsewhere(visit.visit_id) {
                self.signals.tell_visit(VisitChange { visit, is_over: true }, is_kept);
            }
        }
        due
    }

    /// These were written: whoever has read the rows a moment before is told of what stands there now.
    pub(super) fn kept(&self, written: &[Waiting], now: Timestamp) {
        let mut told = Vec::new();
        let mut state = self.state.lock();
        let State { visits, page_count } = &mut *state;
        for (visit, pages) in written {
            let whose = (visit.channel_id, visit.platform_id.clone());
            let live = visits.get_mut(&whose);
            let Some(live) = live.filter(|live| live.visit.visit_id == visit.visit_id) else {
                continue;
            };
            let count = pages.len().min(live.pages.len());
            live.pages.drain(..count);
            *page_count -= count;
            live.kept_at = Some(now);
            live.is_changed = live.visit != *visit;
            told.push(live.visit.clone());
        }
        drop(state);
        for visit in told {
            self.signals.tell_visit_written(visit);
        }
    }
}

impl Live {
    fn of(kept_at: Option<Timestamp>, visit: Visit) -> Self {
        Self { visit, pages: Vec::new(), may_be_kept: false, is_changed: false, kept_at }
    }

    fn take(&mut self, seen: Seen, page_count: &mut usize, now: Timestamp) {
        let Seen { url, title, locale, time_zone, ip, country, city, may_be_kept } = seen;
        let visit = &mut self.visit;
        if visit.page_count == 0 || visit.url != url {
            visit.page_count += 1;
            let has_room = self.pages.len() < VISIT_WAITING_PAGES_MAX
                && *page_count < VISITS_WAITING_PAGES_MAX;
            // What somebody looked at before they agreed is not recorded afterwards either.
            if may_be_kept && has_room {
                let (visit_id, position) = (visit.visit_id, visit.page_count);
                let (url, title) = (url.clone(), title.clone());
                self.pages.push(VisitPage { visit_id, position, url, title, at: now });
                *page_count += 1;
            }
        }
        visit.url = url;
        visit.title = title;
        visit.seen_at = now;
        visit.locale = locale.or(visit.locale.take());
        visit.time_zone = time_zone.or(visit.time_zone.take());
        (visit.ip, visit.country, visit.city) = (ip, country, city);
        self.may_be_kept = may_be_kept;
        self.is_changed = true;
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now.since_ms(self.visit.seen_at) >= VISIT_SILENT_MS
    }

    fn is_waiting(&self) -> bool {
        self.may_be_kept && self.is_changed
    }

    fn is_due(&self, now: Timestamp) -> bool {
        let is_time = |at: Timestamp| {
            // One from the future was written before the clock was set back.
            !(0..VISIT_KEPT_EVERY_MS).contains(&now.since_ms(at))
        };
        self.is_waiting() && self.kept_at.is_none_or(is_time)
    }
}
