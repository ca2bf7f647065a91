//! The log as subscriptions follow it.

use super::LogPage;
use crate::{Desk, Result};
use switchboard_model::{ContactId, EventCursor};
use switchboard_store::{DatabaseConnection, StoreError, log};

impl Desk {
    /// The place of the newest event.
    ///
    /// # Errors
    /// `NotFound` when the log is missing, `Store`.
    pub async fn log_head(&self) -> Result<EventCursor> {
        let epoch = self.store().epoch();
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            log::head(connection, epoch)
        };
        Ok(self.store().read(read).await?)
    }

    /// The events behind a place, at most `limit`. They are not held against anybody's permissions: who
    /// tells them does that.
    pub async fn log_after(&self, place: EventCursor, limit: i64) -> Result<LogPage> {
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            log::after(connection, place, limit)
        };
        Ok(self.store().read(read).await?)
    }

    /// The events of one contact behind a place, at most `limit`: the rest of the log is not read.
    pub async fn log_after_of_contact(
        &self,
        contact_id: ContactId,
        place: EventCursor,
        limit: i64,
    ) -> Result<LogPage> {
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            log::after_of_contact(connection, place, contact_id, limit)
        };
        Ok(self.store().read(read).await?)
    }
}
