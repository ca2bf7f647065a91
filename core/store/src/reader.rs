//! The readers: a bounded number of connections that only read. A read waits for a place without
//! occupying a thread, then runs beside the async runtime. (A pool library would make its callers
//! wait on blocked threads.)

use crate::connection::{Connector, Purpose, Watched};
use crate::metrics::StoreMetrics;
use crate::statements::Caller;
use crate::{DatabaseConnection, Result, StoreError, limits};
use diesel::connection::SimpleConnection;
use parking_lot::Mutex;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use switchboard_model::Stopwatch;
use tokio::sync::Semaphore;

/// The readers of a store.
pub(crate) struct Readers {
    connector: Connector,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
}

/// A connection that waits for a read.
struct Idle {
    watched: Watched,
    since: Stopwatch,
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
                self.metrics().busy.inc();
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
        self.idle.lock().clear();
    }

    fn run<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut DatabaseConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut watched = self.connection()?;
        watched.health.clear();
        let answer = catch_unwind(AssertUnwindSafe(|| work(&mut watched.connection)));
        if watched.health.is_lost() {
            // The others were made to the same server: most likely they are lost too.
            self.idle.lock().clear();
        } else if answer.is_ok() && !self.places.is_closed() {
            self.idle.lock().push(Idle { watched, since: Stopwatch::start() });
        }
        answer.unwrap_or_else(|_| Err(StoreError::Database("a read panicked".to_owned()).into()))
    }

    /// An idle connection, else a new one. One that idled long is asked whether it still lives.
    fn connection(&self) -> Result<Watched> {
        let idle = self.idle.lock().pop();
        if let Some(Idle { mut watched, since }) = idle
            && (since.elapsed() < limits::READER_TRUST || is_alive(&mut watched))
        {
            return Ok(watched);
        }
        self.connector.connect(Purpose::Read).map_err(StoreError::Unavailable)
    }

    fn metrics(&self) -> &StoreMetrics {
        &self.connector.metrics
    }
}

fn is_alive(watched: &mut Watched) -> bool {
    watched.health.probe();
    watched.connection.batch_execute("SELECT 1").is_ok()
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store is closed".to_owned())
}
