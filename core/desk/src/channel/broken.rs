//! Marks a channel as broken when its platform refuses the credentials.

use super::state;
use crate::{Context, DeskError};
use switchboard_model::channel::ChannelState;
use switchboard_model::{ChannelId, EventCursor};
use switchboard_store::{Transaction, channel};

/// Sets the channel to BROKEN with a reason, inside the transaction that settles the attempt. None
/// when it was broken or paused already.
///
/// # Errors
/// `NotFound`, `Store`.
pub fn mark_broken(
    transaction: &mut Transaction<'_>,
    channel_id: ChannelId,
    reason: &str,
) -> Result<Option<EventCursor>, DeskError> {
    let before = channel::lock(transaction, channel_id)?;
    if before.state != ChannelState::Active {
        return Ok(None);
    }
    let mut after = before.clone();
    after.state = ChannelState::Broken;
    after.state_reason = Some(reason.to_owned());
    let context = Context::system();
    let done = state::write(transaction, &context, "channel.break", &before, after, &["state"])?;
    Ok(Some(done.cursor))
}
