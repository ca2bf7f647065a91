//! The writer's lanes: bounded queues, each with a thread and a connection of its own. A lane takes
//! all commands that wait and commits them as one group (see `group.rs`).

use crate::command::{Command, Pending};
use crate::config::Location;
use crate::group::{Committer, Shared};
use crate::metrics::StoreMetrics;
use crate::{Result, StoreError, Transaction, limits};
use parking_lot::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use switchboard_model::ChatId;
use tokio::sync::mpsc;

/// Which commands must not run beside each other. On SQLite all share one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Commands of one chat keep their order.
    Chat(ChatId),
    /// Commands with the same number keep their order.
    Key(u64),
    /// Any lane.
    Any,
}

enum Message {
    Command(Box<dyn Command>),
    Stop,
}

/// The lanes of a store.
pub(crate) struct Writer {
    lanes: Vec<mpsc::Sender<Message>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    turn: AtomicUsize,
    metrics: StoreMetrics,
}

impl Writer {
    pub(crate) fn start(shared: &Shared, lanes: usize) -> std::io::Result<Self> {
        let (lanes, group_limit) = match shared.connector.location {
            Location::Sqlite(_) => (1, limits::GROUP_COMMANDS_SQLITE),
            Location::Postgres(_) => (lanes, limits::GROUP_COMMANDS_POSTGRES),
        };
        let metrics = shared.connector.metrics.clone();
        let mut senders = Vec::with_capacity(lanes);
        let mut threads = Vec::with_capacity(lanes);
        for number in 0..lanes {
            let (sender, queue) = mpsc::channel(limits::LANE_QUEUE_COMMANDS);
            let committer = Committer::new(shared.clone());
            let thread = std::thread::Builder::new()
                .name(format!("store-lane-{number}"))
                .spawn(move || run_lane(queue, committer, group_limit))?;
            senders.push(sender);
            threads.push(thread);
        }
        let threads = Mutex::new(threads);
        Ok(Self { lanes: senders, threads, turn: AtomicUsize::new(0), metrics })
    }

    pub(crate) async fn write<T, E, F>(&self, lane: Lane, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        T: Send + 'static,
    {
        let (command, answer) = Pending::new(work);
        let message = Message::Command(Box::new(command));
        self.metrics.queued_commands.inc();
        let queue = &self.lanes[self.place(lane)];
        if let Err(error) = queue.send_timeout(message, limits::LANE_QUEUE_WAIT).await {
            self.metrics.unqueued(limits::LANE_QUEUE_WAIT);
            return Err(match error {
                mpsc::error::SendTimeoutError::Timeout(_) => {
                    self.metrics.busy.inc();
                    StoreError::Busy
                }
                mpsc::error::SendTimeoutError::Closed(_) => closed(),
            }
            .into());
        }
        answer.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// Like [`Writer::write`] for a thread outside of the async runtime.
    pub(crate) fn write_blocking<T, F>(&self, lane: Lane, work: F) -> Result<T>
    where
        F: FnMut(&mut Transaction<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (command, answer) = Pending::new(work);
        self.metrics.queued_commands.inc();
        let queue = &self.lanes[self.place(lane)];
        if queue.blocking_send(Message::Command(Box::new(command))).is_err() {
            self.metrics.unqueued(limits::LANE_QUEUE_WAIT);
            return Err(closed());
        }
        answer.blocking_recv().unwrap_or_else(|_| Err(closed()))
    }

    /// Answers what waits, then stops the lanes. Blocks.
    pub(crate) fn stop(&self) {
        for lane in &self.lanes {
            // A lane that is gone already has stopped.
            let _gone = lane.blocking_send(Message::Stop);
        }
        let threads = std::mem::take(&mut *self.threads.lock());
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a lane of the store's writer panicked");
            }
        }
    }

    fn place(&self, lane: Lane) -> usize {
        let count = self.lanes.len();
        let number = match lane {
            // The low bits of an id count within its millisecond: mix all bits before the remainder.
            Lane::Chat(chat_id) => mix(chat_id.0.cast_unsigned()),
            Lane::Key(key) => mix(key),
            Lane::Any => return self.turn.fetch_add(1, Ordering::Relaxed) % count,
        };
        usize::try_from(number % count as u64).unwrap_or(0)
    }
}

/// Fibonacci hashing: the high half of the product depends on all bits.
fn mix(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

fn run_lane(mut queue: mpsc::Receiver<Message>, mut committer: Committer, group_limit: usize) {
    let mut is_stopped = false;
    while !is_stopped && let Some(first) = queue.blocking_recv() {
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next.take() {
            match message {
                Message::Command(command) => group.push(command),
                Message::Stop => {
                    is_stopped = true;
                    break;
                }
            }
            if group.len() < group_limit {
                next = queue.try_recv().ok();
            }
        }
        committer.settle(group);
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store is closed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chats_spread_over_the_lanes() {
        let mut counts = [0; 4];
        for chat in 0..1_000_u64 {
            // Ids of quiet times: one per millisecond, counter 0.
            counts[usize::try_from(mix(chat << 21) % 4).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (150..350).contains(count)), "{counts:?}");
    }
}
