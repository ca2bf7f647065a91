//! Pauses a channel: nothing is sent or polled, webhooks are still stored.

use super::state;
use crate::{Context, Desk, DeskError, Done};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};

/// Pauses a channel: nothing is sent or polled, webhooks are still stored. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn pause(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
) -> Result<Done<Channel>, DeskError> {
    state::change(desk, context, channel_id, ChannelState::Paused, "channel.pause").await
}
