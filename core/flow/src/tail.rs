//! The one tail of the log in this process: reads what is new in commit order and hands it to all
//! who subscribe. Whoever lags behind the bounded queue reads the log by itself.

use crate::{health::WorkerHealth, limits};
use parking_lot::Mutex;
use std::sync::Arc;
use switchboard_model::{EventCursor, event::Event};
use switchboard_store::{
    Store, StoreError,
    log::{self, LogPage},
};
use tokio::sync::broadcast;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// A batch of events in commit order.
pub type Batch = Arc<Vec<Event>>;

/// The tail.
pub struct Tail {
    store: Store,
    position: Mutex<EventCursor>,
    sender: broadcast::Sender<Batch>,
}

fn is_full(events: usize) -> bool {
    i64::try_from(events).is_ok_and(|events| events >= limits::TAIL_PAGE)
}

impl Tail {
    /// A tail that begins at the log's present end.
    pub async fn open(store: Store) -> Result<Arc<Self>, StoreError> {
        let epoch = store.epoch();
        let head = store.read(move |connection| log::head(connection, epoch)).await?;
        let (sender, _) = broadcast::channel(limits::TAIL_BATCHES);
        Ok(Arc::new(Self { store, position: Mutex::new(head), sender }))
    }

    /// All batches from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Batch> {
        self.sender.subscribe()
    }

    /// The place up to which everything was handed out.
    pub fn position(&self) -> EventCursor {
        *self.position.lock()
    }

    /// Is there a committed event that cannot be read yet, because an older transaction still runs.
    #[cfg(feature = "testing")]
    pub(crate) async fn is_hiding(&self) -> Result<bool, StoreError> {
        self.store.read(log::has_hidden).await
    }

    /// Reads and hands out one page; returns how many events it held.
    pub(crate) async fn advance(&self) -> Result<usize, StoreError> {
        let from = self.position();
        let page = self
            .store
            .read(move |connection| log::after(connection, from, limits::TAIL_PAGE))
            .await?;
        let (events, position) = match page {
            LogPage::Events(events) => {
                let position = events.last().map_or(from, |event| event.cursor);
                (events, position)
            }
            LogPage::Unknown(place) => (Vec::new(), place),
            // Only after the log was pruned under a sleeping process: subscribers find their own
            // cursors gone and start again.
            LogPage::Gone => {
                let epoch = self.store.epoch();
                let head = self.store.read(move |connection| log::head(connection, epoch)).await?;
                (Vec::new(), head)
            }
        };
        *self.position.lock() = position;
        let count = events.len();
        if count > 0 {
            // No receiver is no error: nobody watches.
            let _ = self.sender.send(Arc::new(events));
        }
        Ok(count)
    }

    /// Follows the log until `stop`.
    pub(crate) fn spawn(
        self: &Arc<Self>,
        health: Arc<WorkerHealth>,
        tasks: &TaskTracker,
        stop: CancellationToken,
    ) {
        let tail = Arc::clone(self);
        tasks.spawn(async move {
            let mut bell = tail.store.bell();
            while !stop.is_cancelled() {
                let advanced = tail.advance().await;
                health.note("tail", &advanced);
                // Behind a page that was not full is nothing that no bell has rung for since.
                if advanced.is_ok_and(is_full) {
                    continue;
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    _ = bell.changed() => {}
                    () = tokio::time::sleep(limits::TAIL_IDLE) => {}
                }
            }
        });
    }
}
