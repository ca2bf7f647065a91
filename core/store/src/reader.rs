//! The readers: a bounded number of connections that only read. A read waits for a place without
//! occupying a thread, then runs beside the async runtime. (A pool library would make its callers
//! wait on blocked threads.)

use crate::connection::{Connector, Purpose, Watched};
use crate::metrics::Metrics;
use crate::statements::Caller;
use crate::{DatabaseConnection, StoreError, limits};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use switchboard_model::Stopwatch;
use tokio::sync::Semaphore;

/// The readers of a store.
pub(crate) struct Readers {
    connector: Connector,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Watched>>,
}

impl Readers {
    pub(crate) fn new(connector: Connector, count: usize) -> Arc<Self> {
        let places = Arc::new(Semaphore::new(count));
        Arc::new(Self { connector, places, idle: Mutex::new(Vec::with_capacity(count)) })
    }

    pub(crate) async fn read<T, E, F>(self: &Arc<Self>, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut DatabaseConnection) -> Result<T, E> + Send + 'static,
        E: From<StoreError> + Send + 'static,
        T: Send + 'static,
    {
        let asked = Stopwatch::start();
        let waiting = Arc::clone(&self.places).acquire_owned();
        let place = match tokio::time::timeout(limits::READER_WAIT, waiting).await {
            Ok(Ok(place)) => place,
            Ok(Err(_)) => return Err(closed().into()),
            Err(_) => {
                self.metrics().busy();
                return Err(StoreError::Busy.into());
            }
        };
        self.metrics().read(asked.elapsed());
        let (readers, caller) = (Arc::clone(self), Caller::current());
        let answer = tokio::task::spawn_blocking(move || {
            let answer = caller.count(|| readers.run(work));
            drop(place);
            answer
        });
        answer.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// No read begins after this; connections that idle are closed.
    pub(crate) fn close(&self) {
        self.places.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn run<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut DatabaseConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut watched = match idle {
            Some(watched) => watched,
            None => self.connector.connect(Purpose::Read).map_err(StoreError::Unavailable)?,
        };
        watched.signs.clear();
        let answer = catch_unwind(AssertUnwindSafe(|| work(&mut watched.connection)));
        // A connection that was lost, or that a panic left in an unknown state, is not used again.
        let is_whole = answer.is_ok() && !watched.signs.is_lost();
        if is_whole && !self.places.is_closed() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(watched);
        }
        answer.unwrap_or_else(|_| Err(StoreError::Database("a read panicked".to_owned()).into()))
    }

    fn metrics(&self) -> &Metrics {
        &self.connector.metrics
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store is closed".to_owned())
}
