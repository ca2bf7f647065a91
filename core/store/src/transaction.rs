//! What a write closure gets: the connection inside its savepoint, the time and the ids.

use crate::DatabaseConnection;
use std::ops::{Deref, DerefMut};
use switchboard_model::{EventCursor, IdGenerator, Timestamp};

/// A write in progress. Made by the writer only; dereferences to the connection.
///
/// A closure must be repeatable: its group may be rolled back and the closure run again. A statement
/// that fails ends the write: what the closure answers after it is not stored. Where a conflict is
/// expected, use [`crate::dialect::OrIgnore`] or [`crate::dialect::OrUpdate`].
pub struct Transaction<'a> {
    pub(crate) connection: &'a mut DatabaseConnection,
    pub(crate) now: Timestamp,
    pub(crate) ids: &'a IdGenerator,
    pub(crate) epoch: u32,
    /// How many events this command has appended.
    pub(crate) event_count: usize,
    /// Where the last of them stands.
    pub(crate) last_event: Option<EventCursor>,
}

impl Transaction<'_> {
    /// The time of this write; the same for all its rows.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A new id.
    pub fn id<T: From<i64>>(&self) -> T {
        self.ids.next()
    }

    /// The last event that this command has appended.
    pub fn last_event(&self) -> Option<EventCursor> {
        self.last_event
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
