//! Pauses a channel: nothing is sent or polled, webhooks are still stored.

use super::state;
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;
use switchboard_store::Lane;

/// Pauses a channel: nothing is sent or polled, webhooks are still stored. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn pause(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
) -> CommandResult<Channel> {
    desk.command(context, Lane::Any, move |command| pause_in(command, channel_id)).await
}

/// Does it inside a running command.
pub fn pause_in(command: &mut Command<'_>, id: ChannelId) -> Result<Channel, DeskError> {
    let before = command.channel_for_manage(id)?;
    state::set(
        command,
        (EventKind::ChannelPaused, "channel.pause"),
        before,
        ChannelState::Paused,
        None,
    )
}
