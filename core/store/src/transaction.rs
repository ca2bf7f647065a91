//! What a write closure gets: the connection inside its savepoint, the time and the ids.

use crate::{DatabaseConnection, Result, log};
use std::ops::{Deref, DerefMut};
use switchboard_model::{EventCursor, IdGenerator, Timestamp};

/// A write in progress. Made by the writer only; dereferences to the connection.
///
/// A closure must be repeatable: its group may be rolled back and the closure run again. A statement
/// that fails ends the write: what the closure answers after it is not stored. Where a conflict is
/// expected, use [`crate::dialect::insert_or_ignore`] or [`crate::dialect::upsert`].
pub struct Transaction<'a> {
    pub(crate) connection: &'a mut DatabaseConnection,
    pub(crate) now: Timestamp,
    pub(crate) ids: &'a IdGenerator,
    pub(crate) epoch: u32,
    /// Where the last event of this write stands.
    pub(crate) last_event: &'a mut Option<EventCursor>,
}

impl Transaction<'_> {
    /// The same write, for one who keeps it together with more.
    pub fn reborrow(&mut self) -> Transaction<'_> {
        Transaction {
            connection: self.connection,
            now: self.now,
            ids: self.ids,
            epoch: self.epoch,
            last_event: self.last_event,
        }
    }

    /// The time of this write; the same for all its rows.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A new id.
    pub fn id<T: From<i64>>(&self) -> T {
        self.ids.next()
    }

    /// The place of the last event that this write has appended; the log's head where it has none.
    pub fn cursor(&mut self) -> Result<EventCursor> {
        match *self.last_event {
            Some(cursor) => Ok(cursor),
            None => log::head(self.connection, self.epoch),
        }
    }
}

impl Deref for Transaction<'_> {
    type Target = DatabaseConnection;
    fn deref(&self) -> &DatabaseConnection {
        self.connection
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut DatabaseConnection {
        self.connection
    }
}
