//! Counts statements, per store and per piece of work, so that a test can hold a list to a number
//! of statements that does not grow with its rows.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

tokio::task_local! {
    static COUNTER: Arc<AtomicU64>;
}

thread_local! {
    static ON_THIS_THREAD: Cell<u64> = const { Cell::new(0) };
}

/// Runs a future and counts the statements of its reads and writes. Work that it hands to another
/// task is not seen here; [`crate::Store::metrics`] counts everything of a store.
pub async fn counted<F: Future>(work: F) -> (F::Output, u64) {
    let counter = Arc::new(AtomicU64::new(0));
    let output = COUNTER.scope(Arc::clone(&counter), work).await;
    (output, counter.load(Ordering::Relaxed))
}

/// How many statements the current [`counted`] work has run so far; 0 outside of one.
pub fn count() -> u64 {
    COUNTER.try_with(|counter| counter.load(Ordering::Relaxed)).unwrap_or(0)
}

/// The counter of the work that calls, taken along to the thread that does it.
#[derive(Clone, Default)]
pub(crate) struct Caller(Option<Arc<AtomicU64>>);

impl Caller {
    pub(crate) fn current() -> Self {
        Self(COUNTER.try_with(Arc::clone).ok())
    }

    /// Runs work on this thread and adds its statements to the caller's.
    pub(crate) fn count<T>(&self, work: impl FnOnce() -> T) -> T {
        let Some(counter) = &self.0 else { return work() };
        let before = ON_THIS_THREAD.get();
        let output = work();
        counter.fetch_add(ON_THIS_THREAD.get() - before, Ordering::Relaxed);
        output
    }
}

pub(crate) fn one_started() {
    ON_THIS_THREAD.set(ON_THIS_THREAD.get() + 1);
}
