//! Moves a channel from one state to another, with event and audit line.

use crate::{Change, Command, Result};
use serde_json::{Value, json};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::EventKind;
use switchboard_store::channel;

/// Sets the state; changes nothing where it is so already.
pub(super) fn set(
    command: &mut Command<'_>,
    event: (EventKind, &str),
    before: Channel,
    state: ChannelState,
    state_reason: Option<String>,
) -> Result<Channel> {
    let after = Channel { state, state_reason, ..before.clone() };
    if after == before { Ok(before) } else { write(command, event, &before, after) }
}

/// Writes a changed channel.
pub(super) fn write(
    command: &mut Command<'_>,
    event: (EventKind, &str),
    before: &Channel,
    mut after: Channel,
) -> Result<Channel> {
    after.version = before.version + 1;
    after.updated_at = command.now();
    channel::update(command, &after)?;
    command.record(event, &after, Change::between(columns(before), columns(&after)))?;
    Ok(after)
}

fn columns(channel: &Channel) -> Value {
    json!({
        "state": channel.state, "state_reason": channel.state_reason, "account": channel.account,
        "is_polled": channel.is_polled,
    })
}
