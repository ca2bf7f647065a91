//! What is done with a broadcast that there is: started, paused, resumed, cancelled, and deleted once it is over.

use super::audience::{Plan, check_channels};
use super::{columns, set_state};
use crate::limits::BROADCAST_RECIPIENTS_MAX;
use crate::{Change, Command, DeskError, Result};
use switchboard_model::broadcast::{Broadcast, BroadcastState};
use switchboard_model::event::EventKind;
use switchboard_model::{BroadcastId, ContactId, Permission};
use switchboard_store::broadcast;

command!(start: start_in(BroadcastId) -> Broadcast);

/// Starts it: its contacts are written to, at once or from its begin on.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Conflict` for one that was started before, when a channel is gone or
/// not seen, and for more contacts than a broadcast may mean.
pub fn start_in(command: &mut Command<'_>, id: BroadcastId) -> Result<Broadcast> {
    let before = locked(command, id)?;
    let plan = Plan::of(&before)?;
    let actor = command.actor();
    check_channels(command, actor, &plan.channel_ids).map_err(|error| match error {
        DeskError::Invalid { reason, .. } => DeskError::conflict(reason),
        other => other,
    })?;
    let most = BROADCAST_RECIPIENTS_MAX;
    let meant = plan.contacts(command, ContactId(0), most.saturating_add(1))?;
    if i64::try_from(meant.len()).is_ok_and(|count| count > most) {
        let reason =
            format!("it means more than {most} contacts: make several with narrower filters");
        return Err(DeskError::conflict(reason));
    }
    let event = (EventKind::BroadcastStarted, "broadcast.start");
    change(command, before, event, &[BroadcastState::Draft], BroadcastState::Running)
}

command!(pause: pause_in(BroadcastId) -> Broadcast);

/// Pauses it: from now on nobody is written to. What was written before arrives.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Conflict` for one that does not run.
pub fn pause_in(command: &mut Command<'_>, id: BroadcastId) -> Result<Broadcast> {
    let before = locked(command, id)?;
    let event = (EventKind::BroadcastPaused, "broadcast.pause");
    change(command, before, event, &[BroadcastState::Running], BroadcastState::Paused)
}

command!(resume: resume_in(BroadcastId) -> Broadcast);

/// Lets it go on with whom it had not written to.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Conflict` for one that is not paused.
pub fn resume_in(command: &mut Command<'_>, id: BroadcastId) -> Result<Broadcast> {
    let before = locked(command, id)?;
    let event = (EventKind::BroadcastResumed, "broadcast.resume");
    change(command, before, event, &[BroadcastState::Paused], BroadcastState::Running)
}

command!(cancel: cancel_in(BroadcastId) -> Broadcast);

/// Cancels it: whom it has not written to by now, it never does.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Conflict` for one that is over.
pub fn cancel_in(command: &mut Command<'_>, id: BroadcastId) -> Result<Broadcast> {
    let before = locked(command, id)?;
    let event = (EventKind::BroadcastCancelled, "broadcast.cancel");
    let open = [BroadcastState::Draft, BroadcastState::Running, BroadcastState::Paused];
    change(command, before, event, &open, BroadcastState::Cancelled)
}

command!(delete: delete_in(BroadcastId) -> BroadcastId);

/// Deletes one that was never started or is over, with the list of its contacts. What they were written stays.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Conflict` for one that is not over.
pub fn delete_in(command: &mut Command<'_>, id: BroadcastId) -> Result<BroadcastId> {
    let deleted = locked(command, id)?;
    if matches!(deleted.state, BroadcastState::Running | BroadcastState::Paused) {
        return Err(DeskError::conflict("the broadcast is not over: cancel it, then delete it"));
    }
    broadcast::delete(command, id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::BroadcastDeleted, "broadcast.delete"), &deleted, change)?;
    Ok(id)
}

fn locked(command: &mut Command<'_>, id: BroadcastId) -> Result<Broadcast> {
    command.require(Permission::BroadcastSend)?;
    Ok(broadcast::lock(command, id)?)
}

fn change(
    command: &mut Command<'_>,
    before: Broadcast,
    event: (EventKind, &str),
    from: &[BroadcastState],
    state: BroadcastState,
) -> Result<Broadcast> {
    if !from.contains(&before.state) {
        let reason = match before.state {
            BroadcastState::Draft => "the broadcast was not started yet: start it first",
            BroadcastState::Running => "the broadcast runs already: pause or cancel it",
            BroadcastState::Paused => "the broadcast is paused: resume or cancel it",
            BroadcastState::Ended => "the broadcast has ended: create another one",
            BroadcastState::Cancelled => "the broadcast was cancelled: create another one",
        };
        return Err(DeskError::conflict(reason));
    }
    let after = set_state(command, before.clone(), state)?;
    let change = Change::between(columns(&before), columns(&after));
    command.record(event, &after, change)?;
    Ok(after)
}
