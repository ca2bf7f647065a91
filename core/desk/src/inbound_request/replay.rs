//! Parses dead inbound requests again, in the order in which they came. Called by an admin after a fix.

use crate::change::changed;
use crate::limits::REPLAY_MAX;
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, InboundRequestId, Permission};
use switchboard_store::{channel, inbound_request};

/// Which inbound requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayInput {
    /// One.
    One(InboundRequestId),
    /// All dead ones of a channel.
    Channel(ChannelId),
}

command!(replay: replay_in(ReplayInput) -> usize);

/// Puts the requests back; returns how many. They are parsed before anything that came later.
///
/// # Errors
/// `NotFound` for a request or channel that is not there, `Denied` without `channel.manage`,
/// `Conflict` when the one request is not dead.
pub fn replay_in(command: &mut Command<'_>, input: ReplayInput) -> Result<usize> {
    command.require(Permission::ChannelManage)?;
    let (channel_id, ids) = match input {
        ReplayInput::One(id) => (inbound_request::get(command, id)?.channel_id, vec![id]),
        ReplayInput::Channel(id) => {
            channel::get(command, id)?;
            (id, inbound_request::dead_of_channel(command, id, REPLAY_MAX)?)
        }
    };
    let mut count = 0;
    for id in ids {
        if inbound_request::replay(command, id)? {
            let kind = EventKind::InboundRequestReplayed;
            command.event(kind, (channel_id, id), changed(&["state"]))?;
            count += 1;
        }
    }
    let (action, after) = ("inbound_request.replay", Some(json!({ "count": count })));
    match input {
        ReplayInput::One(_) if count == 0 => {
            return Err(DeskError::conflict("this request is not dead: nothing to parse again"));
        }
        _ if count == 0 => {}
        ReplayInput::One(id) => command.audit(action, id, None, after)?,
        ReplayInput::Channel(id) => command.audit(action, id, None, after)?,
    }
    Ok(count)
}
