//! Sets a paused or broken channel to work again.

use super::state;
use crate::{Command, DeskError, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::event::EventKind;

command!(resume: resume_in(ChannelId) -> Channel);

/// Sets a paused or broken channel to work again. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Conflict` for one that was never connected.
pub fn resume_in(command: &mut Command<'_>, id: ChannelId) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    if before.plugin != WEB_PLUGIN && before.account.is_none() {
        return Err(DeskError::conflict(
            "this channel was never connected, so its platform does not know of it: connect it",
        ));
    }
    state::set(
        command,
        (EventKind::ChannelResumed, "channel.resume"),
        before,
        ChannelState::Active,
        None,
    )
}
