//! The store: opens a database and is the way in for reads and writes.

use crate::bell::{Bell, Notices};
use crate::config::StoreConfig;
use crate::connection::{Connector, Purpose};
use crate::group::Shared;
use crate::metrics::StoreMetrics;
use crate::node::Node;
use crate::reader::Readers;
use crate::writer::{Lane, Writer};
use crate::{
    DatabaseConnection, OpenError, Result, StoreError, Transaction, epoch, limits, migration,
    setting,
};
use diesel::connection::SimpleConnection;
use parking_lot::Mutex;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Weak};
use switchboard_model::{Clock, IdGenerator};

/// The setting that a look whether the database stores is written to.
const PINGED_AT: &str = "store.pinged_at";

/// A database, open. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Shared,
    writer: Writer,
    readers: Arc<Readers>,
    node: Mutex<Node>,
    /// Dropped with the store: ends the thread that renews the node number.
    _renewal: SyncSender<()>,
}

/// What opening has found out.
struct Prepared {
    epoch: u32,
    node: Node,
}

impl Store {
    /// Opens a database: creates it where it is not there, migrates it under a lock, refuses one
    /// that a newer binary has migrated, and leases a node number.
    pub async fn open(config: StoreConfig, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let work = move || Self::open_blocking(&config, clock);
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|error| Err(OpenError::Connect(error.to_string())))
    }

    fn open_blocking(config: &StoreConfig, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let metrics = StoreMetrics::default();
        let connector = Connector { location: config.location()?, metrics };
        let purpose = Purpose::Write(config.durability);
        let prepared = {
            let mut watched = connector.connect(purpose).map_err(OpenError::Connect)?;
            prepare(&mut watched.connection, clock.as_ref())?
        };
        let (bell, exchange) = Bell::new(&connector);
        let readers = Readers::new(connector.clone(), config.readers);
        let shared = Shared {
            connector,
            durability: config.durability,
            ids: Arc::new(IdGenerator::new(Arc::clone(&clock), prepared.node.number)),
            clock,
            epoch: prepared.epoch,
            bell,
        };
        let no_thread = |error: std::io::Error| OpenError::Connect(error.to_string());
        let writer = Writer::start(&shared, config.lanes).map_err(no_thread)?;
        if let Some(exchange) = exchange {
            spawn("store-bell", move || exchange.run()).map_err(no_thread)?;
        }
        let (renewal, is_dropped) = sync_channel(0);
        let node = Mutex::new(prepared.node);
        let inner = Arc::new(Inner { shared, writer, readers, node, _renewal: renewal });
        let weak = Arc::downgrade(&inner);
        spawn("store-node", move || {
            while let Err(RecvTimeoutError::Timeout) = is_dropped.recv_timeout(limits::NODE_RENEWAL)
            {
                renew(&weak);
            }
        })
        .map_err(no_thread)?;
        Ok(Self { inner })
    }

    /// Creates or migrates the database and nothing else; gives the names of the migrations it ran.
    pub async fn migrate(config: StoreConfig) -> Result<Vec<String>, OpenError> {
        let work = move || {
            let connector =
                Connector { location: config.location()?, metrics: StoreMetrics::default() };
            let purpose = Purpose::Write(config.durability);
            let mut watched = connector.connect(purpose).map_err(OpenError::Connect)?;
            migration::run(&mut watched.connection)
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|error| Err(OpenError::Connect(error.to_string())))
    }

    /// Runs a read on a connection that cannot write, beside the async runtime. Statements see what
    /// was committed when each of them began.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut DatabaseConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        E: From<StoreError> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.readers.read(work).await
    }

    /// Runs a write: all of its rows are stored durably before the answer, or none. The closure is
    /// run again when its transaction was taken back by a deadlock or a lost connection, so it must
    /// be repeatable and do no input or output. A caller that goes away before its turn is skipped.
    pub async fn write<T, E>(
        &self,
        lane: Lane,
        work: impl FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        E: From<StoreError> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.writer.write(lane, work).await
    }

    /// The clock that all rows are dated by.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.shared.clock
    }

    /// A new id.
    pub fn id<T: From<i64>>(&self) -> T {
        self.inner.shared.ids.next()
    }

    /// Which life of the database this is: part of every cursor.
    pub fn epoch(&self) -> u32 {
        self.inner.shared.epoch
    }

    /// Changes after commits that appended events, of this node and of others. A ring may be lost:
    /// keep a timer behind it.
    pub fn bell(&self) -> tokio::sync::watch::Receiver<u64> {
        self.inner.shared.bell.subscribe()
    }

    /// The way to tell other nodes what nobody keeps; none on SQLite, where there are no others.
    pub fn notices(&self) -> Option<Notices> {
        Notices::new(self.connector())
    }

    /// The store's numbers.
    pub fn metrics(&self) -> &StoreMetrics {
        &self.inner.shared.connector.metrics
    }

    /// Does the database answer?
    pub async fn ping(&self) -> Result<()> {
        self.read(|connection| Ok::<_, StoreError>(connection.batch_execute("SELECT 1")?)).await
    }

    /// Does the database store? Writes a row: what changes nothing goes well on a full disk.
    pub async fn ping_writes(&self) -> Result<()> {
        self.write(Lane::Any, |transaction| {
            let now = transaction.now();
            setting::put(transaction, PINGED_AT, &now.0.to_string(), now)
        })
        .await
    }

    /// Answers what waits, gives the node number back and closes all connections. Later calls are
    /// answered with [`StoreError::Unavailable`].
    pub async fn close(&self) {
        let inner = Arc::clone(&self.inner);
        let work = move || {
            let node = inner.node.lock().clone();
            let released = inner
                .writer
                .write_blocking(Lane::Any, move |transaction| node.release(transaction));
            if let Err(error) = released {
                tracing::warn!(%error, "the node number was not given back; its lease runs out");
            }
            inner.writer.stop();
            inner.shared.bell.close();
            inner.readers.close();
        };
        if let Err(error) = tokio::task::spawn_blocking(work).await {
            tracing::error!(%error, "the store was not closed in order");
        }
    }

    pub(crate) fn connector(&self) -> &Connector {
        &self.inner.shared.connector
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(|_| ())
}

fn prepare(connection: &mut DatabaseConnection, clock: &dyn Clock) -> Result<Prepared, OpenError> {
    let ran = migration::run(connection)?;
    if !ran.is_empty() {
        tracing::info!(migrations = ?ran, "the database was migrated");
    }
    let now = clock.now();
    let epoch = epoch::get_or_make(connection, now)?;
    let node = Node::lease(connection, now)?;
    Ok(Prepared { epoch, node })
}

/// Prolongs the lease of the node number; takes another number where it was lost.
fn renew(inner: &Weak<Inner>) {
    let Some(inner) = inner.upgrade() else { return };
    let node = inner.node.lock().clone();
    let renewed = inner.writer.write_blocking(Lane::Any, move |transaction| {
        let now = transaction.now();
        if node.renew(transaction, now)? {
            return Ok(None);
        }
        let next = Node::lease(transaction, now);
        next.map(Some).map_err(|error| StoreError::Database(error.to_string()))
    });
    match renewed {
        Ok(None) => {}
        Ok(Some(node)) => {
            tracing::warn!(node = node.number, "the node number was lost: this is the new one");
            inner.shared.ids.set_node(node.number);
            *inner.node.lock() = node;
        }
        Err(error) => tracing::warn!(%error, "the lease of the node number was not renewed"),
    }
}
