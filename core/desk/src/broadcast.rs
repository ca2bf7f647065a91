//! Broadcasts (F68): one text to many contacts who have agreed to that, each in a chat of theirs. Who is written to
//! is looked up in portions when a broadcast begins, and looked at again when it is their turn; messages are made at
//! the rate alone, so that none of them stands before a reply. A message and the word that its contact has it are one
//! write: whoever dies in the middle, nobody has it twice and nobody is forgotten.

mod act;
mod advance;
mod audience;
mod create;
mod preview;
mod recipients;
mod update;

pub use act::{
    cancel, cancel_in, delete, delete_in, pause, pause_in, resume, resume_in, start, start_in,
};
pub use advance::{Progress, advance};
pub use create::{CreateInput, create, create_in};
pub use preview::{LeftOut, Preview, PreviewInput};
pub use recipients::Recipients;
pub use switchboard_store::broadcast::LeftOutCount;
pub use update::{UpdateInput, update, update_in};

use crate::read::{Reader, Related};
use crate::{Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::broadcast::{Broadcast, BroadcastState};
use switchboard_model::template::TemplateText;
use switchboard_model::{BroadcastId, ChannelId, Permission};
use switchboard_store::broadcast;
use switchboard_store::page::contacts::ContactFilter;

noun!(Broadcast.broadcast_id: BroadcastId in broadcast, read as broadcasts,
    seen as Permission(|_broadcast| Permission::BroadcastSend), all by name for BroadcastSend);

impl Reader<'_> {
    /// Those of these broadcasts that the operator may know of.
    pub fn visible_broadcasts(&mut self, ids: &[BroadcastId]) -> Result<Vec<Broadcast>> {
        if !self.actor().has(Permission::BroadcastSend) {
            return Ok(Vec::new());
        }
        self.related().broadcasts(ids)
    }
}

impl Related<'_> {
    /// How many contacts of these broadcasts were left out, by the reasons.
    pub fn left_out_of_broadcasts(&mut self, ids: &[BroadcastId]) -> Result<Vec<LeftOutCount>> {
        Ok(broadcast::left_out_counts(self.connection, ids)?)
    }
}

/// The channels of a broadcast, the preferred one first.
pub fn channels_of(row: &Broadcast) -> Vec<ChannelId> {
    let ids = row.channel_ids.as_array().into_iter().flatten();
    ids.filter_map(Value::as_i64).map(ChannelId).collect()
}

/// The texts of a broadcast, by their languages.
///
/// # Errors
/// `Unsupported` for what only a newer version can read.
pub fn texts_of(row: &Broadcast) -> Result<Vec<TemplateText>> {
    serde_json::from_value(row.texts.clone()).map_err(|_| unreadable(row))
}

/// What the contacts of a broadcast are like.
///
/// # Errors
/// `Unsupported` for what only a newer version can read: such a broadcast does nothing.
pub fn filter_of(row: &Broadcast) -> Result<ContactFilter> {
    serde_json::from_value(row.filter.clone()).map_err(|_| unreadable(row))
}

fn unreadable(row: &Broadcast) -> DeskError {
    DeskError::unsupported(format!(
        "the broadcast {:?} asks for something that this version does not know: update the server",
        row.name
    ))
}

/// Brings a locked broadcast into another state.
fn set_state(
    command: &mut Command<'_>,
    before: Broadcast,
    state: BroadcastState,
) -> Result<Broadcast> {
    let (version, updated_at) = (before.version + 1, command.now());
    let after = Broadcast { state, version, updated_at, ..before };
    broadcast::update(command, &after)?;
    Ok(after)
}

/// A broadcast as the audit log tells it.
fn columns(row: &Broadcast) -> Value {
    let channel_ids: Vec<String> = channels_of(row).iter().map(ChannelId::to_string).collect();
    json!({
        "name": row.name,
        "filter": row.filter,
        "template_id": row.template_id.to_string(),
        "channel_ids": channel_ids,
        "rate_per_minute": row.rate_per_minute,
        "begins_at": row.begins_at.map(|at| at.0),
        "state": row.state.as_str(),
    })
}
