//! The bell: rung after commits that appended events. It carries no data; who hears it reads the
//! log. On PostgreSQL one connection per node rings the other nodes and hears them, outside of all
//! transactions and coalesced, because NOTIFY inside them makes commits queue.

mod notices;

pub use notices::Notices;

use crate::config::{Durability, Location};
use crate::connection::{Connector, Purpose};
use crate::{DatabaseConnection, limits};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use tokio::sync::watch;

/// The bell of a process.
pub(crate) struct Bell {
    rung: watch::Sender<u64>,
    appended: AtomicU64,
    /// The way to other nodes; none on SQLite and after the end.
    others: Mutex<Option<SyncSender<()>>>,
}

impl Bell {
    /// A bell; the second part is the work that connects it with other nodes, for a thread.
    pub(crate) fn new(connector: &Connector) -> (Arc<Self>, Option<Exchange>) {
        let rung = watch::Sender::new(0);
        let mut exchange = None;
        let mut others = None;
        if matches!(connector.location, Location::Postgres(_)) {
            // One place: a second ring before the first was passed on says nothing new.
            let (sender, receiver) = sync_channel(1);
            others = Some(sender);
            exchange =
                Some(Exchange { connector: connector.clone(), receiver, rung: rung.clone() });
        }
        let appended = AtomicU64::new(0);
        (Arc::new(Self { rung, appended, others: Mutex::new(others) }), exchange)
    }

    /// Hears every ring from now on.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.rung.subscribe()
    }

    /// How many commits of this process have appended events: a mark for [`Bell::ended`].
    pub(crate) fn mark(&self) -> u64 {
        self.appended.load(Ordering::Acquire)
    }

    /// A transaction that began at `mark` has ended, with or without events of its own. It may have
    /// hidden the events of others that committed meanwhile: then the bell is rung for those.
    pub(crate) fn ended(&self, mark: u64, has_appended: bool) {
        if has_appended {
            self.appended.fetch_add(1, Ordering::AcqRel);
        }
        if has_appended || self.mark() != mark {
            self.rung.send_modify(|count| *count += 1);
        }
        if has_appended && let Some(others) = &*self.others.lock() {
            // A full channel holds a ring that was not passed on yet: that one is enough.
            let _already_rung = others.try_send(());
        }
    }

    /// Ends the exchange with other nodes.
    pub(crate) fn close(&self) {
        *self.others.lock() = None;
    }
}

/// Passes the bell between nodes until the bell is closed or dropped.
pub(crate) struct Exchange {
    connector: Connector,
    receiver: Receiver<()>,
    rung: watch::Sender<u64>,
}

impl Exchange {
    pub(crate) fn run(self) {
        loop {
            if let Err(error) = self.connected() {
                tracing::warn!(%error, "the bell of other nodes is not heard: connecting again");
            } else {
                return;
            }
            // Rings of other nodes may have been lost: look once.
            self.rung.send_modify(|count| *count += 1);
            std::thread::sleep(limits::BELL_RECONNECT);
            if let Err(std::sync::mpsc::TryRecvError::Disconnected) = self.receiver.try_recv() {
                return;
            }
        }
    }

    /// Rings and listens; ends well when the store is closed, badly when the connection is lost.
    fn connected(&self) -> Result<(), String> {
        let purpose = Purpose::Write(Durability::Normal);
        let mut watched = self.connector.connect(purpose)?;
        let DatabaseConnection::Postgres(connection) = &mut watched.connection else {
            return Ok(());
        };
        let text = |error: diesel::result::Error| error.to_string();
        connection.batch_execute("LISTEN switchboard").map_err(text)?;
        let own = own_process(connection).map_err(text)?;
        loop {
            match self.receiver.recv_timeout(limits::BELL_POLL) {
                Ok(()) => connection.batch_execute("NOTIFY switchboard").map_err(text)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            let mut is_heard = false;
            for notification in connection.notifications_iter() {
                is_heard |= notification.map_err(text)?.process_id != own;
            }
            if is_heard {
                self.rung.send_modify(|count| *count += 1);
            }
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Process {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    number: i32,
}

fn own_process(connection: &mut PgConnection) -> diesel::QueryResult<i32> {
    use diesel::RunQueryDsl;
    let row: Process =
        diesel::sql_query("SELECT pg_backend_pid() AS number").get_result(connection)?;
    Ok(row.number)
}
