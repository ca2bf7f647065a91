//! Counts the bytes of one operation's answer, and says when they are too many.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::{
    held::Held,
    limits::STEP_BYTES,
    pool::{Lane, Pool},
};

/// Why an answer is not resolved to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// It has more bytes than an answer may.
    Answer,
    /// Its caller, or all of them together, hold what they may.
    Pool,
}

/// The count of one operation, in the data of its request. A clone counts into the same.
#[derive(Debug, Clone)]
pub struct Meter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    pool: Arc<Pool>,
    caller: Arc<str>,
    lane: Option<Lane>,
    is_stream: bool,
    count: Mutex<Count>,
    is_over: AtomicBool,
    ended: Notify,
}

#[derive(Debug, Default)]
struct Count {
    bytes: usize,
    held: Option<Held>,
    over: Option<Over>,
}

impl Meter {
    /// Of a query or mutation of this caller.
    pub fn new(pool: &Arc<Pool>, caller: &Arc<str>) -> Self {
        Self::of(pool, caller, None, false)
    }

    /// Of a subscription, perhaps on a socket: each of its results is counted by itself.
    pub fn of_stream(pool: &Arc<Pool>, caller: &Arc<str>, lane: Option<Lane>) -> Self {
        Self::of(pool, caller, lane, true)
    }

    fn of(pool: &Arc<Pool>, caller: &Arc<str>, lane: Option<Lane>, is_stream: bool) -> Self {
        Self(Arc::new(Shared {
            pool: Arc::clone(pool),
            caller: Arc::clone(caller),
            lane,
            is_stream,
            count: Mutex::default(),
            is_over: AtomicBool::new(false),
            ended: Notify::new(),
        }))
    }

    pub(crate) fn is_of_stream(&self) -> bool {
        self.0.is_stream
    }

    /// Bytes that one answer may have.
    pub fn answer_bytes(&self) -> usize {
        self.0.pool.share().answer_bytes
    }

    /// Takes the first bytes for an answer. Before it nothing of the answer is resolved.
    pub async fn start(&self) {
        let held = self.0.pool.take(&self.0.caller, self.0.lane.as_ref()).await;
        let mut count = self.0.count.lock();
        count.bytes = 0;
        count.held = Some(held);
    }

    /// Counts so many bytes; false if the operation is over.
    pub fn count(&self, bytes: usize) -> bool {
        if self.is_over() {
            return false;
        }
        let mut count = self.0.count.lock();
        count.bytes = count.bytes.saturating_add(bytes);
        let (counted, most) = (count.bytes, self.answer_bytes());
        if counted > most {
            count.over = Some(Over::Answer);
        } else if let Some(held) = &mut count.held
            && counted > held.bytes()
            && !held.grow((counted - held.bytes()).max(STEP_BYTES))
        {
            count.over = Some(Over::Pool);
        }
        let is_over = count.over.is_some();
        drop(count);
        if is_over {
            self.0.is_over.fetch_or(true, Ordering::Relaxed);
            self.0.ended.notify_one();
        }
        !is_over
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.is_over.load(Ordering::Relaxed)
    }

    /// Resolves when the operation is over before its end. For one that waits.
    pub async fn over(&self) -> Over {
        loop {
            self.0.ended.notified().await;
            if let Some(over) = self.0.count.lock().over {
                return over;
            }
        }
    }

    /// Bytes that were counted for the answer.
    pub fn counted(&self) -> usize {
        self.0.count.lock().bytes
    }

    /// What the answer holds, for whoever has it now.
    pub fn finish(&self) -> Option<Held> {
        self.0.count.lock().held.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Share;

    fn meter(answer_bytes: usize, caller_bytes: usize) -> (Arc<Pool>, Meter) {
        let share = Share { bytes: 1 << 20, caller_bytes, answer_bytes, parts: 2, resolving: 4 };
        let pool = Pool::new(share);
        let meter = Meter::new(&pool, &"ana".into());
        (pool, meter)
    }

    #[tokio::test]
    async fn an_answer_that_grows_too_large_is_over() {
        let (pool, meter) = meter(50_000, 100_000);
        meter.start().await;
        assert!(meter.count(40_000));
        assert_eq!(pool.bytes(), 40_000, "it holds what was counted");
        assert!(!meter.count(10_001));
        assert!(!meter.count(0), "and stays over");
        assert_eq!(meter.over().await, Over::Answer);
        drop(meter.finish());
        assert_eq!(pool.bytes(), 0);
    }

    #[tokio::test]
    async fn an_answer_for_which_nothing_is_left_is_over() {
        let (pool, meter) = meter(90_000, 100_000);
        meter.start().await;
        assert!(meter.count(80_000));
        let other = Meter::new(&pool, &"ana".into());
        other.start().await;
        assert!(!other.count(30_000));
        assert_eq!(other.over().await, Over::Pool);
        drop(other.finish());
        assert!(meter.count(1_000), "the first one goes on");
    }
}
