//! Marks a channel whose platform refuses to be polled again and again, or does not answer, and takes the
//! mark off when it does. Such a channel works on as well as it can: nobody has to mend what ends by itself.

use super::state;
use crate::{Context, Desk, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;
use switchboard_store::{Lane, channel};

/// Sets an active channel to FAILING with a reason. Returns whether it was active.
///
/// # Errors
/// `NotFound`.
pub async fn mark_failing(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
    reason: String,
) -> Result<bool> {
    let event = (EventKind::ChannelFailed, "channel.fail");
    let to = (ChannelState::Failing, Some(reason));
    change(desk, context, channel_id, event, ChannelState::Active, to).await
}

/// Sets a failing channel to ACTIVE. Returns whether it was failing.
///
/// # Errors
/// `NotFound`.
pub async fn mark_recovered(desk: &Desk, context: &Context, channel_id: ChannelId) -> Result<bool> {
    let event = (EventKind::ChannelResumed, "channel.recover");
    let to = (ChannelState::Active, None);
    change(desk, context, channel_id, event, ChannelState::Failing, to).await
}

/// Moves a channel on, unless it has left the state that it is moved from.
async fn change(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
    event: (EventKind, &'static str),
    from: ChannelState,
    (state, state_reason): (ChannelState, Option<String>),
) -> Result<bool> {
    desk.transact(context, Lane::Any, move |command| -> Result<bool> {
        let before = channel::lock(command, channel_id)?;
        if before.state != from {
            return Ok(false);
        }
        let state_reason = state_reason.clone();
        let after = Channel { state, state_reason, ..before.clone() };
        state::write(command, event, &before, after)?;
        Ok(true)
    })
    .await
}
