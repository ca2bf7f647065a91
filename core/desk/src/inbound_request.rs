//! Inbound requests: stored before the platform gets its answer, then claimed, parsed and settled.

mod fail;
pub mod replay;

pub use crate::outbound::ClaimInput;
pub use fail::{FailInput, fail};

use crate::limits::CLAIM_MAX;
use crate::{Desk, DeskError, Result};
use switchboard_model::connector::RawRequest;
use switchboard_model::inbound_request::InboundRequest;
use switchboard_model::{ChannelId, InboundRequestId, Timestamp};
use switchboard_store::{Lane, inbound_request};

/// An inbound request.
#[derive(Clone, Debug)]
pub struct StoreInput {
    /// The channel it came to.
    pub channel_id: ChannelId,
    /// The request, byte for byte.
    pub request: RawRequest,
}

/// Stores the request, durably. No event: what comes of it has one.
///
/// # Errors
/// `Store`: nothing was stored, the platform must not get its answer.
pub async fn store(desk: &Desk, input: StoreInput) -> Result<InboundRequestId> {
    let lane = Lane::Key(input.channel_id.0.cast_unsigned());
    desk.store()
        .write(lane, move |transaction| {
            let id = transaction.id();
            inbound_request::insert(transaction, id, input.channel_id, &input.request)?;
            Ok(id)
        })
        .await
}

/// Claims waiting requests, oldest first. A channel of which another worker works on an earlier
/// request is left out; the caller keeps the order of what it has claimed itself.
pub async fn claim(desk: &Desk, input: ClaimInput) -> Result<Vec<InboundRequest>> {
    let limit = input.limit.clamp(1, CLAIM_MAX);
    desk.store()
        .write(Lane::Any, move |transaction| {
            let now = transaction.now();
            let until = now.plus_ms(input.lease_ms);
            Ok(inbound_request::claim(transaction, now, until, &input.worker_id, limit)?)
        })
        .await
}

/// Which request, and until when.
#[derive(Clone, Debug)]
pub struct PostponeInput {
    pub inbound_request_id: InboundRequestId,
    /// Who claimed it.
    pub worker_id: String,
    /// When it may be claimed again.
    pub at: Timestamp,
}

/// Puts a claimed request back, because what it tells is not complete yet. It is no failure and does
/// not count as an attempt: for `EchoPending`, which ends by itself when the leases of the sends in
/// flight do.
///
/// # Errors
/// `Conflict` when another worker has claimed the request since.
pub async fn postpone(desk: &Desk, input: PostponeInput) -> Result<()> {
    desk.store()
        .write(Lane::Any, move |transaction| {
            let (id, worker_id) = (input.inbound_request_id, &input.worker_id);
            let is_held = inbound_request::postpone(transaction, id, worker_id, input.at)?;
            if is_held { Ok(()) } else { Err(claimed_since()) }
        })
        .await
}

pub(crate) fn claimed_since() -> DeskError {
    DeskError::conflict("another process has claimed this request since")
}
