//! How much waits in the inbound requests and the outbox, for metrics and for `doctor`.

use crate::{
    DatabaseConnection, Result,
    schema::{deliveries, inbound_requests},
};
use diesel::{dsl::min, prelude::*};
use switchboard_model::{Timestamp, delivery::DeliveryState, inbound_request::InboundRequestState};

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

/// What waits in the inbound requests.
pub fn of_inbound_requests(connection: &mut DatabaseConnection) -> Result<Backlog> {
    let waiting =
        inbound_requests::table.filter(inbound_requests::state.eq(InboundRequestState::Waiting));
    let dead =
        inbound_requests::table.filter(inbound_requests::state.eq(InboundRequestState::Dead));
    Ok(Backlog {
        waiting_count: waiting.count().get_result(connection)?,
        oldest_at: waiting.select(min(inbound_requests::received_at)).get_result(connection)?,
        failed_count: dead.count().get_result(connection)?,
    })
}

/// What waits in the outbox.
pub fn of_outbox(connection: &mut DatabaseConnection) -> Result<Backlog> {
    let waiting = deliveries::table.filter(deliveries::state.eq(DeliveryState::Queued));
    let failed = [DeliveryState::Failed, DeliveryState::MaybeSent];
    let failed = deliveries::table.filter(deliveries::state.eq_any(failed));
    Ok(Backlog {
        waiting_count: waiting.count().get_result(connection)?,
        oldest_at: waiting.select(min(deliveries::created_at)).get_result(connection)?,
        failed_count: failed.count().get_result(connection)?,
    })
}
