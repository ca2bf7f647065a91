//! Parses dead raw requests again, in the order in which they came. Called by an admin after a fix.

use crate::event::{self, Subject, changed};
use crate::limits::REPLAY_MAX;
use crate::{Context, Desk, DeskError, Done, admin, audit};
use serde_json::json;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{ChannelId, InboxId, Right};
use switchboard_store::{Lane, channel, inbox};

/// Which raw requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayInput {
    /// One.
    One(InboxId),
    /// All dead ones of a channel.
    Channel(ChannelId),
}

/// Puts the requests back; answers how many. They are parsed before anything that came later.
///
/// # Errors
/// `NotFound` for a request or channel that is not there, `Denied` without `channel.manage`,
/// `Conflict` when the one request is not dead.
pub async fn replay(
    desk: &Desk,
    context: &Context,
    input: ReplayInput,
) -> Result<Done<usize>, DeskError> {
    admin::require(&context.actor, Right::ChannelManage)?;
    let (author, audited) = (context.actor.author(), context.clone());
    desk.command(context, Lane::Any, move |transaction| {
        let (channel_id, ids, subject) = match input {
            ReplayInput::One(id) => {
                let row = inbox::get(transaction, id)?;
                (row.channel_id, vec![id], (SubjectKind::Inbox, id.0))
            }
            ReplayInput::Channel(id) => {
                channel::get(transaction, id)?;
                let dead = inbox::dead_of_channel(transaction, id, REPLAY_MAX)?;
                (id, dead, (SubjectKind::Channel, id.0))
            }
        };
        let mut count = 0;
        for id in ids {
            if inbox::replay(transaction, id)? {
                let about = Subject::inbox(id, channel_id);
                let kind = EventKind::InboxChanged;
                event::append(transaction, author, kind, about, changed(&["state"]))?;
                count += 1;
            }
        }
        if count == 0 && matches!(input, ReplayInput::One(_)) {
            return Err(DeskError::conflict("this request is not dead: nothing to parse again"));
        }
        if count > 0 {
            let after = Some(json!({ "count": count }));
            audit::record(transaction, &audited, "inbox.replay", subject, None, after)?;
        }
        Ok(count)
    })
    .await
}
