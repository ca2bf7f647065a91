//! Pauses a channel: nothing is sent or polled, webhooks are still stored.

use super::state;
use crate::{Command, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;

command!(pause: pause_in(ChannelId) -> Channel);

/// Pauses a channel: nothing is sent or polled, webhooks are still stored. Doing it twice changes nothing.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub fn pause_in(command: &mut Command<'_>, id: ChannelId) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    state::set(
        command,
        (EventKind::ChannelPaused, "channel.pause"),
        before,
        ChannelState::Paused,
        None,
    )
}
