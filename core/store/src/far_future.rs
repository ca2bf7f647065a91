//! Times that lie further ahead than anything ever sets them: the clock was ahead when they were written, and
//! was set right. What waits for them would wait as long as the clock was wrong.

use crate::schema::{alerts, attachments, deliveries, events, inbound_requests, leases};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::Timestamp;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::inbound_request::InboundRequestState;

/// Queued deliveries whose next try is later than `latest`, oldest first, at most `limit`.
pub fn queued(
    connection: &mut DatabaseConnection,
    latest: Timestamp,
    limit: i64,
) -> Result<Vec<Delivery>> {
    Ok(Delivery::query()
        .filter(deliveries::state.eq(DeliveryState::Queued))
        .filter(deliveries::next_attempt_at.gt(latest))
        .order(deliveries::delivery_id)
        .limit(limit)
        .load(connection)?)
}

/// Makes due what nobody is shown the time of: tries of inbound requests, fetches and pushes, and claims. The
/// numbers of nodes stay: one that is behind would share its number. Returns how many.
pub fn pull_in(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    latest: Timestamp,
) -> Result<usize> {
    let waiting = inbound_requests::state.eq(InboundRequestState::Waiting);
    let requests = inbound_requests::table.filter(waiting);
    let pending = attachments::state.eq(AttachmentState::Pending);
    let fetches = attachments::table.filter(pending);
    let queued = deliveries::table.filter(deliveries::state.eq(DeliveryState::Queued));
    let mut count = 0;
    count += diesel::update(requests.filter(inbound_requests::next_attempt_at.gt(latest)))
        .set(inbound_requests::next_attempt_at.eq(now))
        .execute(connection)?;
    count += diesel::update(requests.filter(inbound_requests::lease_until.gt(latest)))
        .set(inbound_requests::lease_until.eq(now))
        .execute(connection)?;
    count += diesel::update(fetches.filter(attachments::next_attempt_at.gt(latest)))
        .set(attachments::next_attempt_at.eq(now))
        .execute(connection)?;
    count += diesel::update(fetches.filter(attachments::lease_until.gt(latest)))
        .set(attachments::lease_until.eq(now))
        .execute(connection)?;
    count += diesel::update(queued.filter(deliveries::lease_until.gt(latest)))
        .set(deliveries::lease_until.eq(now))
        .execute(connection)?;
    count += diesel::update(alerts::table.filter(alerts::next_attempt_at.gt(latest)))
        .set(alerts::next_attempt_at.eq(now))
        .execute(connection)?;
    let far = leases::table.filter(leases::lease_until.gt(latest));
    let mut names: Vec<String> = far.select(leases::name).load(connection)?;
    names.retain(|name| !name.starts_with("node:"));
    count += diesel::update(leases::table.filter(leases::name.eq_any(names)))
        .set(leases::lease_until.eq(now))
        .execute(connection)?;
    Ok(count)
}

/// When the newest event was written, by the clock that was right or wrong then.
pub fn newest_event_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    Ok(events::table.order(events::seq.desc()).select(events::at).first(connection).optional()?)
}
