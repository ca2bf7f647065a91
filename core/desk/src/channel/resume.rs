//! Sets a paused or broken channel to work again.

use super::state;
use crate::{Command, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;

command!(resume: resume_in(ChannelId) -> Channel);

/// Sets a paused or broken channel to work again. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub fn resume_in(command: &mut Command<'_>, id: ChannelId) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    state::set(
        command,
        (EventKind::ChannelResumed, "channel.resume"),
        before,
        ChannelState::Active,
        None,
    )
}
