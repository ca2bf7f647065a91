//! How much waits in the inbox and the outbox, for metrics and for `doctor`.

use crate::{
    DatabaseConnection, StoreError,
    schema::{deliveries, inbox},
};
use diesel::{dsl::min, prelude::*};
use switchboard_model::{Timestamp, delivery::DeliveryState, inbox::InboxState};

/// What waits in a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many wait.
    pub waiting_count: i64,
    /// Since when the oldest does.
    pub oldest_at: Option<Timestamp>,
    /// How many failed and wait for a person.
    pub failed_count: i64,
}

/// What waits in the inbox.
pub fn of_inbox(connection: &mut DatabaseConnection) -> Result<Backlog, StoreError> {
    let waiting = inbox::table.filter(inbox::state.eq(InboxState::Waiting.as_str()));
    let oldest: Option<i64> = waiting.select(min(inbox::received_at)).get_result(connection)?;
    let dead = inbox::table.filter(inbox::state.eq(InboxState::Dead.as_str()));
    Ok(Backlog {
        waiting_count: waiting.count().get_result(connection)?,
        oldest_at: oldest.map(Timestamp),
        failed_count: dead.count().get_result(connection)?,
    })
}

/// What waits in the outbox.
pub fn of_outbox(connection: &mut DatabaseConnection) -> Result<Backlog, StoreError> {
    let waiting = deliveries::table.filter(deliveries::state.eq(DeliveryState::Queued.as_str()));
    let oldest: Option<i64> = waiting.select(min(deliveries::created_at)).get_result(connection)?;
    let failed = [DeliveryState::Failed.as_str(), DeliveryState::MaybeSent.as_str()];
    let failed = deliveries::table.filter(deliveries::state.eq_any(failed));
    Ok(Backlog {
        waiting_count: waiting.count().get_result(connection)?,
        oldest_at: oldest.map(Timestamp),
        failed_count: failed.count().get_result(connection)?,
    })
}
