//! Sets a paused or broken channel to work again.

use super::state;
use crate::{Context, Desk, DeskError, Done};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};

/// Sets a paused or broken channel to work again. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn resume(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
) -> Result<Done<Channel>, DeskError> {
    state::change(desk, context, channel_id, ChannelState::Active, "channel.resume").await
}
