//! Threads that hash passwords and do nothing else: a few at a time, each with memory that it uses
//! again, so that a burst of sign-ins takes no more than they do. Sites take turns, so that nobody
//! waits behind a stranger's flood; and sites from which somebody has signed in go before those
//! from which nobody has. Where processors are short, all other work goes before hashing.

use super::password::Memory;
use crate::limits::{
    HASHES_AT_ONCE, HASHES_OF_KNOWN, HASHES_WAITING, HASHING_IDLE, HASHING_NICENESS,
    SIGN_IN_ENTRIES_MAX,
};
use crate::{DeskError, Result};
use parking_lot::{Condvar, Mutex};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use switchboard_bounds::{Keyed, Peer, Site, Turns};
use tokio::sync::oneshot;

/// Work that waits. Without memory it was refused and tells whoever waits for it.
type Work = Box<dyn FnOnce(Option<&mut Memory>) + Send>;

/// The threads and what waits for them. They are started when there is work and end when there is
/// none for a while.
#[derive(Default)]
pub(crate) struct Hashing {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    bell: Condvar,
}

struct State {
    /// Those of sites from which somebody has signed in.
    known: Turns<Option<Site>, Work>,
    /// All others. Calls without a peer are a site of their own.
    waiting: Turns<Option<Site>, Work>,
    /// From where somebody has signed in.
    sites: Keyed<Site, ()>,
    /// How many known ones were served since one of the others was.
    known_in_turn: usize,
    threads: usize,
    idle: usize,
    is_closed: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            known: Turns::new(HASHES_WAITING),
            waiting: Turns::new(HASHES_WAITING),
            sites: Keyed::new(SIGN_IN_ENTRIES_MAX),
            known_in_turn: 0,
            threads: 0,
            idle: 0,
            is_closed: false,
        }
    }
}

impl State {
    fn push(&mut self, site: Option<Site>, work: Work) -> Option<Work> {
        let is_known = site.is_some_and(|site| self.sites.get(&site).is_some());
        if is_known { self.known.push(site, work) } else { self.waiting.push(site, work) }
    }

    /// A known one; now and then one of the others, so that nobody waits for ever.
    fn pop(&mut self) -> Option<Work> {
        if self.known_in_turn < HASHES_OF_KNOWN
            && let Some(work) = self.known.pop()
        {
            self.known_in_turn += 1;
            return Some(work);
        }
        self.known_in_turn = 0;
        self.waiting.pop().or_else(|| self.known.pop())
    }

    fn count(&self) -> usize {
        self.known.len() + self.waiting.len()
    }
}

impl Hashing {
    /// Somebody has signed in from there.
    pub(crate) fn know(&self, peer: Peer) {
        self.shared.state.lock().sites.insert(peer.site(), ());
    }

    /// Runs a hash when its turn comes.
    ///
    /// # Errors
    /// `TooMany` when too many wait already and none of their sites has more than this one, and what
    /// the work says.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        peer: Option<Peer>,
        work: impl FnOnce(&mut Memory) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        let work = move |memory: Option<&mut Memory>| {
            // Whoever has gone away needs no hash.
            if !sender.is_closed() {
                let too_many = Err(DeskError::TooMany { retry_after_ms: 1_000 });
                let _ = sender.send(memory.map_or(too_many, work));
            }
        };
        self.push(peer.map(Peer::site), Box::new(work))?;
        let lost = |_| DeskError::Internal("a hash was not finished".to_owned());
        receiver.await.map_err(lost)?
    }

    fn push(&self, site: Option<Site>, work: Work) -> Result<()> {
        let mut state = self.shared.state.lock();
        let refused = state.push(site, work);
        if state.count() > state.idle && state.threads < HASHES_AT_ONCE {
            let shared = Arc::clone(&self.shared);
            let thread = std::thread::Builder::new().name("hashing".to_owned());
            match thread.spawn(move || shared.serve()) {
                Ok(_) => state.threads += 1,
                Err(error) if state.threads == 0 => {
                    return Err(DeskError::Internal(format!(
                        "passwords cannot be hashed: {error}"
                    )));
                }
                Err(error) => tracing::warn!(%error, "fewer threads than wanted hash passwords"),
            }
        }
        drop(state);
        self.shared.bell.notify_one();
        if let Some(refused) = refused {
            refused(None);
        }
        Ok(())
    }

    #[cfg(test)]
    fn waiting(&self) -> usize {
        self.shared.state.lock().count()
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        self.shared.state.lock().is_closed = true;
        self.shared.bell.notify_all();
    }
}

impl Shared {
    fn serve(&self) {
        step_back();
        let mut memory = Memory::default();
        while let Some(work) = self.next() {
            // Whoever waits hears that it was not finished; the thread goes on.
            if catch_unwind(AssertUnwindSafe(|| work(Some(&mut memory)))).is_err() {
                tracing::error!("the hash of a password panicked");
            }
        }
    }

    /// The next work. None when none comes for a while: the thread ends and gives its memory back.
    fn next(&self) -> Option<Work> {
        let mut state = self.state.lock();
        let mut is_late = false;
        loop {
            if let Some(work) = state.pop() {
                return Some(work);
            }
            if is_late || state.is_closed {
                state.threads -= 1;
                return None;
            }
            state.idle += 1;
            is_late = self.bell.wait_for(&mut state, HASHING_IDLE).timed_out();
            state.idle -= 1;
        }
    }
}

/// Lets others go before this thread. On Linux alone it is the thread that is meant and not the whole process.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, HASHING_NICENESS) {
        tracing::debug!(%error, "hashing goes on at the priority of everything else");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn peer(address: &str) -> Option<Peer> {
        Some(Peer::of(address.parse().expect("an address")))
    }

    #[tokio::test]
    async fn a_flood_takes_nobodys_turn() {
        let hashing = Arc::new(Hashing::default());
        let (allowed, begun) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let start = |name: &'static str, peer| {
            let (hashing, allowed, begun) = (hashing.clone(), allowed.clone(), begun.clone());
            let work = move |_: &mut Memory| {
                begun.lock().push(name);
                let less = |left: usize| left.checked_sub(1);
                while allowed.fetch_update(Ordering::AcqRel, Ordering::Acquire, less).is_err() {
                    std::thread::yield_now();
                }
                Ok(())
            };
            tokio::spawn(async move { hashing.run(peer, work).await })
        };
        let flood: Vec<_> = (0..HASHES_AT_ONCE + HASHES_WAITING)
            .map(|one| start("flood", peer(&format!("2001:db8:0:{one:x}::1"))))
            .collect();
        // Where the threads have not begun yet, the newest of the flood were refused.
        let is_crowded = || hashing.waiting() >= HASHES_WAITING - HASHES_AT_ONCE;
        while !is_crowded() || begun.lock().len() < HASHES_AT_ONCE {
            tokio::task::yield_now().await;
        }
        let owner = start("owner", peer("192.0.2.1"));
        for _ in 0..HASHES_WAITING {
            tokio::task::yield_now().await;
        }
        // One ends at a time: no thread runs ahead of another that a busy machine keeps waiting.
        for ended in 1..=HASHES_AT_ONCE + 1 {
            allowed.fetch_add(1, Ordering::Release);
            while begun.lock().len() < HASHES_AT_ONCE + ended {
                tokio::task::yield_now().await;
            }
        }
        let first = begun.lock().clone();
        assert!(first.contains(&"owner"), "the owner's turn has not come: {first:?}");
        allowed.store(HASHES_AT_ONCE + HASHES_WAITING, Ordering::Release);
        assert_eq!(owner.await.expect("it runs"), Ok(()));
        let mut refused = 0;
        for one in flood {
            refused += usize::from(one.await.expect("it runs").is_err());
        }
        assert!(refused <= HASHES_AT_ONCE + 1, "{refused} were refused");
    }

    #[test]
    fn who_has_signed_in_before_goes_first_and_keeps_nobody_waiting() {
        let served = Arc::new(Mutex::new(Vec::new()));
        let mut state = State::default();
        let site = |address: &str| peer(address).map(Peer::site);
        let mut memory = Memory::default();
        let add = |state: &mut State, name: &'static str, site: Option<Site>| {
            let served = Arc::clone(&served);
            assert!(state.push(site, Box::new(move |_| served.lock().push(name))).is_none());
        };
        add(&mut state, "stranger", site("198.51.100.1"));
        add(&mut state, "stranger", site("198.51.100.2"));
        state.sites.insert(site("192.0.2.1").expect("a site"), ());
        for _ in 0..=HASHES_OF_KNOWN {
            add(&mut state, "known", site("192.0.2.1"));
        }
        while let Some(work) = state.pop() {
            work(Some(&mut memory));
        }
        let mut expected = vec!["known"; HASHES_OF_KNOWN];
        expected.extend(["stranger", "known", "stranger"]);
        assert_eq!(*served.lock(), expected);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn hashing_steps_back_and_nothing_else_does() {
        let niceness = || rustix::process::getpriority_process(None).expect("a thread's niceness");
        let own = niceness();
        let hashing = Hashing::default();
        let theirs = hashing.run(None, move |_| Ok(niceness())).await;
        assert_eq!(theirs, Ok(own.max(HASHING_NICENESS)));
        assert_eq!(niceness(), own);
    }

    #[tokio::test]
    async fn the_threads_are_few_and_bear_a_panic() {
        let hashing = Hashing::default();
        let work = |_: &mut Memory| -> Result<()> { panic!("on purpose") };
        let lost = hashing.run(None, work).await;
        assert!(matches!(lost, Err(DeskError::Internal(_))), "{lost:?}");
        let names = futures::future::join_all(
            (0..HASHES_WAITING)
                .map(|_| hashing.run(None, |_| Ok(format!("{:?}", std::thread::current().id())))),
        );
        let mut names: Vec<String> =
            names.await.into_iter().map(|name| name.expect("hashed")).collect();
        names.sort();
        names.dedup();
        assert!(names.len() <= HASHES_AT_ONCE, "{names:?}");
        assert!(hashing.shared.state.lock().threads <= HASHES_AT_ONCE);
    }
}
