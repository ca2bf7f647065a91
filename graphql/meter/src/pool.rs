//! What callers of one standing may hold together, and one of them alone.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::{held::Held, limits::STEP_BYTES};

/// Bounds of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Bytes of all callers together.
    pub bytes: usize,
    /// Bytes of one caller.
    pub caller_bytes: usize,
    /// Bytes of one answer.
    pub answer_bytes: usize,
    /// A caller may hold one part in this many of what nobody holds. So those who hold much leave
    /// something to everybody, however many they are.
    pub parts: usize,
    /// Answers of one caller that are resolved at the same time; further ones wait.
    pub resolving: usize,
}

/// The bytes of callers of one standing.
#[derive(Debug)]
pub struct Pool {
    share: Share,
    state: Mutex<State>,
    freed: Notify,
}

#[derive(Debug, Default)]
struct State {
    bytes: usize,
    callers: HashMap<Arc<str>, Caller>,
}

/// What one caller has of it. Those who have nothing are forgotten.
#[derive(Debug, Default)]
struct Caller {
    bytes: usize,
    resolving: usize,
    /// Answers that are resolved or wait to be sent.
    answers: usize,
}

/// What the operations of one socket hold together: the next result is not begun while this is full.
#[derive(Debug, Clone)]
pub struct Lane {
    bytes: Arc<AtomicUsize>,
    most: usize,
}

impl Lane {
    /// An empty one that may hold so many bytes.
    pub fn new(most: usize) -> Self {
        Self { bytes: Arc::default(), most }
    }

    fn is_full(&self) -> bool {
        self.bytes.load(Ordering::Relaxed) >= self.most
    }
}

impl Pool {
    /// An unused one.
    pub fn new(share: Share) -> Arc<Self> {
        Arc::new(Self { share, state: Mutex::default(), freed: Notify::new() })
    }

    /// Its bounds.
    pub fn share(&self) -> &Share {
        &self.share
    }

    /// Bytes that are held now.
    pub fn bytes(&self) -> usize {
        self.state.lock().bytes
    }

    /// Takes the first bytes for an answer, as soon as there are some for this caller and it has few
    /// enough others that are being resolved.
    pub async fn take(self: &Arc<Self>, caller: &Arc<str>, lane: Option<&Lane>) -> Held {
        loop {
            let freed = self.freed.notified();
            tokio::pin!(freed);
            freed.as_mut().enable();
            if let Some(held) = self.try_take(caller, lane) {
                return held;
            }
            freed.await;
        }
    }

    /// A caller that holds nothing gets its first bytes as long as there are any.
    fn try_take(self: &Arc<Self>, caller: &Arc<str>, lane: Option<&Lane>) -> Option<Held> {
        if lane.is_some_and(Lane::is_full) {
            return None;
        }
        let mut state = self.state.lock();
        let known = state.callers.get(caller);
        let (bytes, resolving) = known.map_or((0, 0), |known| (known.bytes, known.resolving));
        let fits = if bytes == 0 {
            state.bytes + STEP_BYTES <= self.share.bytes
        } else {
            self.fits(&state, bytes + STEP_BYTES)
        };
        if !fits || resolving >= self.share.resolving {
            return None;
        }
        state.bytes += STEP_BYTES;
        let known = state.callers.entry(Arc::clone(caller)).or_default();
        known.bytes += STEP_BYTES;
        known.resolving += 1;
        known.answers += 1;
        drop(state);
        if let Some(lane) = lane {
            lane.bytes.fetch_add(STEP_BYTES, Ordering::Relaxed);
        }
        Some(Held::new(Arc::clone(self), Arc::clone(caller), lane.cloned(), STEP_BYTES))
    }

    /// May a caller hold so much in all.
    fn fits(&self, state: &State, bytes: usize) -> bool {
        let free = self.share.bytes.saturating_sub(state.bytes);
        bytes <= self.share.caller_bytes && bytes.saturating_mul(self.share.parts) <= free
    }

    /// Gives a caller more for an answer that grows. Nobody waits here, because those who hold a part
    /// and wait for the rest could wait for each other.
    pub(crate) fn try_grow(&self, caller: &Arc<str>, lane: Option<&Lane>, more: usize) -> bool {
        let mut state = self.state.lock();
        let held = state.callers.get(caller).map_or(0, |known| known.bytes);
        if !self.fits(&state, held + more) {
            return false;
        }
        self.change(&mut state, caller, lane, 0, more);
        true
    }

    /// The answer is resolved and encoded: from now on it holds what it really has.
    pub(crate) fn settle(&self, caller: &Arc<str>, lane: Option<&Lane>, from: usize, to: usize) {
        let mut state = self.state.lock();
        self.change(&mut state, caller, lane, from, to);
        if let Some(known) = state.callers.get_mut(caller) {
            known.resolving -= 1;
        }
        drop(state);
        self.freed.notify_waiters();
    }

    /// The answer is gone.
    pub(crate) fn give_back(
        &self,
        caller: &Arc<str>,
        lane: Option<&Lane>,
        bytes: usize,
        is_resolving: bool,
    ) {
        let mut state = self.state.lock();
        self.change(&mut state, caller, lane, bytes, 0);
        if let Some(known) = state.callers.get_mut(caller) {
            known.resolving -= usize::from(is_resolving);
            known.answers -= 1;
            if known.answers == 0 {
                state.callers.remove(caller);
            }
        }
        drop(state);
        self.freed.notify_waiters();
    }

    fn change(
        &self,
        state: &mut State,
        caller: &Arc<str>,
        lane: Option<&Lane>,
        less: usize,
        more: usize,
    ) {
        state.bytes = state.bytes + more - less;
        if let Some(known) = state.callers.get_mut(caller) {
            known.bytes = known.bytes + more - less;
        }
        if let Some(lane) = lane {
            lane.bytes.fetch_add(more, Ordering::Relaxed);
            lane.bytes.fetch_sub(less, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    const KILO: usize = 1024;

    fn share() -> Share {
        Share {
            bytes: 640 * KILO,
            caller_bytes: 128 * KILO,
            answer_bytes: 100 * KILO,
            parts: 4,
            resolving: 2,
        }
    }

    fn take(pool: &Arc<Pool>, name: &str) -> Option<Held> {
        pool.take(&name.into(), None).now_or_never()
    }

    #[test]
    fn what_is_taken_goes_back() {
        let pool = Pool::new(share());
        let mut held = take(&pool, "ana").unwrap();
        assert_eq!(pool.bytes(), STEP_BYTES);
        assert!(held.grow(20 * KILO));
        assert_eq!(pool.bytes(), STEP_BYTES + 20 * KILO);
        let answer = held.keep(vec![b'x'; 5]);
        assert_eq!((pool.bytes(), &answer[..]), (5, &b"xxxxx"[..]));
        let copy = answer.clone();
        drop(answer);
        assert_eq!(pool.bytes(), 5, "a copy still waits");
        drop(copy);
        assert_eq!(pool.bytes(), 0);
        assert!(pool.state.lock().callers.is_empty());
    }

    #[test]
    fn one_caller_resolves_few_at_once_and_holds_a_bounded_part() {
        let pool = Pool::new(share());
        let first = take(&pool, "ana").unwrap();
        let mut second = take(&pool, "ana").unwrap();
        assert!(take(&pool, "ana").is_none(), "two are being resolved");
        assert!(take(&pool, "ben").is_some());
        let waiting = first.keep(vec![0; 100 * KILO]);
        assert!(!second.grow(20 * KILO), "more than one caller may hold");
        assert!(take(&pool, "ana").is_none(), "nothing is begun while so much waits");
        drop(waiting);
        assert!(second.grow(20 * KILO));
    }

    #[test]
    fn many_that_hold_what_they_can_leave_something_to_others() {
        let pool = Pool::new(Share { caller_bytes: usize::MAX, ..share() });
        let mut kept = Vec::new();
        for number in 0..8 {
            let name = format!("flood-{number}");
            while let Some(mut held) = take(&pool, &name) {
                while held.grow(STEP_BYTES) {}
                let size = held.bytes();
                kept.push(held.keep(vec![0; size]));
            }
        }
        assert!(pool.bytes() <= share().bytes);
        assert!(take(&pool, "ana").is_some(), "who holds nothing still gets a first part");
    }

    #[tokio::test]
    async fn a_socket_that_is_full_begins_no_further_result() {
        let pool = Pool::new(share());
        let lane = Lane::new(10 * KILO);
        let ana: Arc<str> = "ana".into();
        let first = pool.take(&ana, Some(&lane)).await.keep(vec![0; 10 * KILO]);
        assert!(pool.take(&ana, Some(&lane)).now_or_never().is_none());
        let next = pool.take(&ana, Some(&lane));
        let both = async { tokio::join!(next, async { drop(first) }).0 };
        drop(both.await);
        assert_eq!((pool.bytes(), lane.bytes.load(Ordering::Relaxed)), (0, 0));
    }
}
