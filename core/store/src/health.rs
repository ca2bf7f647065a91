//! What a connection has been through since the last look: statements, and failures that a command
//! may have hidden inside its own error type. Fed by diesel's instrumentation.

use crate::error::tells_of_full_disk;
use crate::metrics::StoreMetrics;
use crate::{StoreError, statements};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel::result::{DatabaseErrorKind, Error};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

const FAILED: u8 = 1;
const REPEATABLE: u8 = 2;
const LOST: u8 = 4;
const PROBED: u8 = 8;

/// The failures of a connection since the last [`ConnectionHealth::clear`].
#[derive(Clone, Default)]
pub(crate) struct ConnectionHealth(Arc<AtomicU8>);

impl ConnectionHealth {
    pub(crate) fn clear(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Until the next [`ConnectionHealth::clear`] the connection is only asked whether it lives: that
    /// is no statement of whoever comes to use it.
    pub(crate) fn probe(&self) {
        self.0.store(PROBED, Ordering::Relaxed);
    }

    fn is_probed(&self) -> bool {
        self.0.load(Ordering::Relaxed) & PROBED != 0
    }

    /// A statement failed, for whatever reason.
    pub(crate) fn has_failed(&self) -> bool {
        self.0.load(Ordering::Relaxed) & FAILED != 0
    }

    /// The same commands may succeed when they are run again: a deadlock, a lock, a lost connection.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.0.load(Ordering::Relaxed) & (REPEATABLE | LOST) != 0
    }

    /// The connection is gone.
    pub(crate) fn is_lost(&self) -> bool {
        self.0.load(Ordering::Relaxed) & LOST != 0
    }

    /// Takes a failure in; says what it is to the caller.
    pub(crate) fn note(&self, error: Error) -> StoreError {
        self.see(&error);
        error.into()
    }

    fn see(&self, error: &Error) {
        let mut health = FAILED;
        if let Error::DatabaseError(kind, information) = error {
            let message = information.message();
            let is = |part: &str| message.contains(part);
            health |= match kind {
                DatabaseErrorKind::SerializationFailure => REPEATABLE,
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                    LOST
                }
                _ if is("deadlock detected") || is("database is locked") => REPEATABLE,
                _ if is("server closed the connection")
                    || is("terminating connection")
                    || is("no connection to the server") =>
                {
                    LOST
                }
                _ => 0,
            };
        }
        self.0.fetch_or(health, Ordering::Relaxed);
    }
}

/// Listens on one connection.
pub(crate) struct HealthObserver {
    pub(crate) health: ConnectionHealth,
    pub(crate) metrics: StoreMetrics,
}

impl Instrumentation for HealthObserver {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        #[cfg(feature = "testing")]
        if let InstrumentationEvent::StartQuery { query, .. } = &event {
            self.metrics.heard.note(query);
        }
        match event {
            InstrumentationEvent::StartQuery { .. } if !self.health.is_probed() => {
                statements::one_started();
                self.metrics.statements.inc();
            }
            InstrumentationEvent::FinishQuery { error: Some(error), .. } => {
                if let Error::DatabaseError(_, information) = error
                    && tells_of_full_disk(information.message())
                {
                    self.metrics.full.inc();
                }
                self.health.see(error);
            }
            _ => {}
        }
    }
}
