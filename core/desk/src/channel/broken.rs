//! Marks a channel as broken when its platform refuses the credentials.

use super::state;
use crate::{Command, Context, Desk, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;
use switchboard_store::{Lane, channel};

/// Sets a working channel to BROKEN with a reason; nobody asks its platform again until an admin mends
/// it. Returns whether it was working.
///
/// # Errors
/// `NotFound`.
pub async fn mark_broken(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
    reason: String,
) -> Result<bool> {
    desk.transact(context, Lane::Any, move |command| mark_broken_in(command, channel_id, &reason))
        .await
}

/// Sets a working channel to BROKEN inside the command that settles the attempt. One that is broken
/// or paused already stays as it is.
///
/// # Errors
/// `NotFound`.
pub fn mark_broken_in(
    command: &mut Command<'_>,
    channel_id: ChannelId,
    reason: &str,
) -> Result<bool> {
    let before = channel::lock(command, channel_id)?;
    if !before.state.is_working() {
        return Ok(false);
    }
    let state_reason = Some(reason.to_owned());
    let after = Channel { state: ChannelState::Broken, state_reason, ..before.clone() };
    state::write(command, (EventKind::ChannelBroken, "channel.break"), &before, after)?;
    Ok(true)
}
