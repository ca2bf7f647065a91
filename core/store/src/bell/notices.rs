//! What nodes tell each other at once over PostgreSQL and nobody keeps: NOTIFY outside of all transactions,
//! on a connection of its own. While that is lost, so is what is told; nobody waits for it.

use crate::config::{Durability, Location};
use crate::connection::{Connector, Purpose};
use crate::{DatabaseConnection, limits};
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use tokio::sync::mpsc;

/// The way to the other nodes of a database.
pub struct Notices {
    connector: Connector,
    outgoing: Mutex<Option<SyncSender<String>>>,
    state: Arc<Mutex<State>>,
}

enum State {
    /// Not connected yet.
    New,
    Connected,
    /// Why the connection was lost or cannot be made.
    Lost(String),
}

impl Notices {
    /// On PostgreSQL; a file of SQLite has no other nodes.
    pub(crate) fn new(connector: &Connector) -> Option<Self> {
        matches!(connector.location, Location::Postgres(_)).then(|| Self {
            connector: connector.clone(),
            outgoing: Mutex::default(),
            state: Arc::new(Mutex::new(State::New)),
        })
    }

    /// Connects, and again whenever the connection is lost, until this is closed or dropped. What is told on
    /// any node arrives at the receiver, also what this one tells.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(&self) -> std::io::Result<mpsc::Receiver<String>> {
        let (sender, outgoing) = sync_channel(limits::NOTICE_QUEUE);
        let (heard, receiver) = mpsc::channel(limits::NOTICE_QUEUE);
        let state = Arc::clone(&self.state);
        let line = Line { connector: self.connector.clone(), outgoing, heard, state };
        let thread = std::thread::Builder::new().name("store-notices".to_owned());
        thread.spawn(move || line.run())?;
        *self.outgoing.lock() = Some(sender);
        Ok(receiver)
    }

    /// Tells all nodes; false when it is lost: without a connection, when too much waits, or when it is
    /// longer than [`limits::NOTICE_BYTES`].
    pub fn pass(&self, notice: String) -> bool {
        let is_connected = matches!(*self.state.lock(), State::Connected);
        is_connected
            && notice.len() <= limits::NOTICE_BYTES
            && self.outgoing.lock().as_ref().is_some_and(|sender| sender.try_send(notice).is_ok())
    }

    /// Why nothing can be told now, in the database's words; none while all is well, and before the start.
    pub fn problem(&self) -> Option<String> {
        match &*self.state.lock() {
            State::New | State::Connected => None,
            State::Lost(problem) => Some(problem.clone()),
        }
    }

    /// Ends the connection.
    pub fn close(&self) {
        *self.outgoing.lock() = None;
    }
}

/// The connection, in a thread of its own.
struct Line {
    connector: Connector,
    outgoing: Receiver<String>,
    heard: mpsc::Sender<String>,
    state: Arc<Mutex<State>>,
}

impl Line {
    fn run(self) {
        while let Err(error) = self.connected() {
            let mut state = self.state.lock();
            if !matches!(*state, State::Lost(_)) {
                tracing::warn!(%error, "signals do not reach other nodes: connecting again");
            }
            *state = State::Lost(error);
            drop(state);
            std::thread::sleep(limits::BELL_RECONNECT);
            // What was told in the last moment before is old.
            loop {
                match self.outgoing.try_recv() {
                    Ok(_) => {}
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
        }
    }

    /// Tells and hears; ends well when nobody is there for it any more, badly when the connection is lost.
    fn connected(&self) -> Result<(), String> {
        let mut watched = self.connector.connect(Purpose::Write(Durability::Normal))?;
        let DatabaseConnection::Postgres(connection) = &mut watched.connection else {
            return Ok(());
        };
        let text = |error: diesel::result::Error| error.to_string();
        connection
            .batch_execute(
                "SET application_name = 'switchboard signals'; LISTEN switchboard_signals",
            )
            .map_err(text)?;
        *self.state.lock() = State::Connected;
        loop {
            match self.outgoing.recv_timeout(limits::BELL_POLL) {
                Ok(notice) => {
                    let tell = "SELECT pg_notify('switchboard_signals', $1)";
                    diesel::sql_query(tell)
                        .bind::<Text, _>(notice)
                        .execute(connection)
                        .map_err(text)?;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            for notification in connection.notifications_iter() {
                let notice = notification.map_err(text)?.payload;
                if let Err(mpsc::error::TrySendError::Closed(_)) = self.heard.try_send(notice) {
                    return Ok(());
                }
            }
        }
    }
}
