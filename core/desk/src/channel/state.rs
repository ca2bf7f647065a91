//! Moves a channel from one state to another, with event and audit line.

use crate::admin::{append, place, require};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{ChannelId, Right};
use switchboard_store::{Lane, Transaction, channel};

/// An admin's command that does nothing but set the state.
pub(super) async fn change(
    desk: &Desk,
    context: &Context,
    channel_id: ChannelId,
    state: ChannelState,
    action: &'static str,
) -> Result<Done<Channel>, DeskError> {
    require(&context.actor, Right::ChannelManage)?;
    let (acting, epoch) = (context.clone(), desk.store().epoch());
    desk.command(context, Lane::Any, move |transaction| {
        let before = channel::lock(transaction, channel_id)?;
        set(transaction, &acting, action, before, state, None, epoch).map(|done| done.value)
    })
    .await
}

/// Sets the state; changes nothing where it is so already.
pub(super) fn set(
    transaction: &mut Transaction<'_>,
    context: &Context,
    action: &str,
    before: Channel,
    state: ChannelState,
    reason: Option<String>,
    epoch: u32,
) -> Result<Done<Channel>, DeskError> {
    if before.state == state && before.state_reason == reason {
        return Ok(Done { value: before, cursor: place(transaction, epoch)? });
    }
    let mut after = before.clone();
    after.state = state;
    after.state_reason = reason;
    write(transaction, context, action, &before, after, &["state"])
}

/// Writes a changed channel, with event and audit line.
pub(super) fn write(
    transaction: &mut Transaction<'_>,
    context: &Context,
    action: &str,
    before: &Channel,
    mut after: Channel,
    changed: &[&str],
) -> Result<Done<Channel>, DeskError> {
    after.version = before.version + 1;
    after.updated_at = transaction.now();
    channel::update(transaction, &after)?;
    let line = |channel: &Channel| {
        Some(json!({
            "state": channel.state, "state_reason": channel.state_reason, "account": channel.account,
        }))
    };
    let subject = (SubjectKind::Channel, after.channel_id.0);
    audit::record(transaction, context, action, subject, line(before), line(&after))?;
    let cursor = append(transaction, context, EventKind::ChannelEdited, subject, changed)?;
    Ok(Done { value: after, cursor })
}
