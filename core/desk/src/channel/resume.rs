//! Sets a paused or broken channel to work again.

use super::state;
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;
use switchboard_store::Lane;

/// Sets a paused or broken channel to work again. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn resume(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
) -> CommandResult<Channel> {
    desk.command(context, Lane::Any, move |command| resume_in(command, channel_id)).await
}

/// Does it inside a running command.
pub fn resume_in(command: &mut Command<'_>, id: ChannelId) -> Result<Channel, DeskError> {
    let before = command.channel_for_manage(id)?;
    state::set(
        command,
        (EventKind::ChannelResumed, "channel.resume"),
        before,
        ChannelState::Active,
        None,
    )
}
