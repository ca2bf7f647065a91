//! Stores a raw request before the platform gets its answer.

use crate::{Desk, DeskError};
use switchboard_model::connector::RawRequest;
use switchboard_model::{ChannelId, InboxId};
use switchboard_store::{Lane, inbox};

/// A raw request.
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
pub async fn store(desk: &Desk, input: StoreInput) -> Result<InboxId, DeskError> {
    let lane = Lane::Key(input.channel_id.0.cast_unsigned());
    let work = desk.store().write(lane, move |transaction| {
        let inbox_id = transaction.id();
        inbox::insert(transaction, inbox_id, input.channel_id, &input.request)?;
        Ok::<_, DeskError>(inbox_id)
    });
    work.await
}
