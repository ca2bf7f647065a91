//! Does what is to be done for the broadcasts that run: first looks up whom they mean, in portions, then writes to one
//! contact after the other, as fast as each channel's pace allows. Each step is one write, and any process does any
//! of them: what was not committed was not done, and the next one goes on from the rows as they are.

use super::audience::{Plan, target};
use super::{channels_of, set_state};
use crate::limits::{
    BROADCAST_COLLECTED, BROADCAST_RATE_MS, BROADCAST_RECIPIENTS_MAX, BROADCAST_WAITING_MAX,
    BROADCASTS_MAX,
};
use crate::message::announce_in;
use crate::{Command, Context, Desk, DeskError, Result};
use switchboard_model::broadcast::{
    Broadcast, BroadcastRecipient, BroadcastState, LeftOutReason, RecipientState,
};
use switchboard_model::channel::ChannelState;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{BroadcastId, ChannelId, ContactId, MessageId, Timestamp};
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, broadcast, channel, chat, contact, identity,
};
use tracing::warn;

/// How far a round got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many steps were done.
    pub moved: usize,
    /// How many broadcasts go on.
    pub running: usize,
}

/// Does the next step of each broadcast that runs, and by each of its channels. One that fails keeps none of the
/// others waiting. A quiet copy writes to nobody.
///
/// # Errors
/// `Store`: of the last that failed, when the others got further.
pub async fn advance(desk: &Desk) -> Result<Progress> {
    if !desk.outward().is_given().await? {
        return Ok(Progress::default());
    }
    let read = |connection: &mut DatabaseConnection| broadcast::running(connection, BROADCASTS_MAX);
    let running = desk.store().read(read).await?;
    let now = desk.now();
    let has_begun = |one: &Broadcast| one.begins_at.is_none_or(|at| at <= now);
    let (mut progress, mut failed) = (Progress::default(), None);
    for one in running.into_iter().filter(has_begun) {
        progress.running += 1;
        match step(desk, &one).await {
            Ok(moved) => progress.moved += moved,
            Err(error) => {
                warn!(broadcast.id = %one.broadcast_id, %error, "a broadcast failed and is tried again");
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(progress), Err)
}

async fn step(desk: &Desk, one: &Broadcast) -> Result<usize> {
    let id = one.broadcast_id;
    if !one.is_collected {
        let work = move |command: &mut Command<'_>| collect(command, id);
        return Ok(usize::from(desk.transact(&Context::system(), Lane::Any, work).await?));
    }
    // One that only a newer version can read waits for that.
    let Plan { channel_ids, .. } = Plan::of(one)?;
    let (mut moved, mut is_over) = (0, true);
    for channel_id in channel_ids {
        let next = write_next(desk, id, channel_id).await?;
        moved += usize::from(next == Next::Done);
        is_over &= next == Next::Nobody;
    }
    if is_over {
        let work = move |command: &mut Command<'_>| end(command, id);
        moved += usize::from(desk.transact(&Context::system(), Lane::Any, work).await?);
    }
    Ok(moved)
}

/// Looks at the next contacts that a broadcast means, and notes what becomes of each; false when somebody else has
/// done so meanwhile.
fn collect(command: &mut Command<'_>, id: BroadcastId) -> Result<bool> {
    let Some(before) = still_running(command, id)?.filter(|one| !one.is_collected) else {
        return Ok(false);
    };
    let plan = Plan::of(&before)?;
    let ids = plan.contacts(command, ContactId(before.collected_id), BROADCAST_COLLECTED)?;
    let now = command.now();
    let mut after = before.clone();
    let mut rows = Vec::with_capacity(ids.len());
    for (contact_id, decision) in plan.decide(command, &ids)? {
        after.recipient_count += 1;
        after.left_out_count += i64::from(decision.is_err());
        let target = decision.as_ref().ok();
        rows.push(BroadcastRecipient {
            broadcast_id: id,
            contact_id,
            identity_id: target.map(|target| target.identity_id),
            channel_id: target.map(|target| target.channel_id),
            state: if target.is_some() { RecipientState::Waiting } else { RecipientState::LeftOut },
            reason: decision.as_ref().err().copied(),
            message_id: None,
            settled_at: target.is_none().then_some(now),
        });
    }
    after.collected_id = ids.last().map_or(before.collected_id, |last| last.0);
    after.is_collected = i64::try_from(ids.len()).is_ok_and(|count| count < BROADCAST_COLLECTED);
    if after.recipient_count > BROADCAST_RECIPIENTS_MAX {
        // More came to be since it was started, and nobody was written to yet.
        warn!(broadcast.id = %id, "a broadcast means more contacts than it may and was cancelled");
        let cancelled = set_state(command, before, BroadcastState::Cancelled)?;
        command.event(EventKind::BroadcastCancelled, &cancelled, EventDetail::default())?;
        return Ok(true);
    }
    broadcast::insert_recipients(command, &rows)?;
    progressed(command, after)?;
    Ok(true)
}

/// What became of the next contact of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Was written to, or left out.
    Done,
    /// Waits for the channel.
    Later,
    /// Nobody waits.
    Nobody,
}

async fn write_next(desk: &Desk, id: BroadcastId, channel_id: ChannelId) -> Result<Next> {
    let now = desk.now();
    let look = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let Some(next) = broadcast::next_waiting(connection, id, channel_id)? else {
            return Ok(None);
        };
        let is_turn = turn(connection, channel_id, now)?.is_some();
        Ok(Some((next.contact_id, is_turn)))
    };
    let Some((contact_id, is_turn)) = desk.store().read(look).await? else {
        return Ok(Next::Nobody);
    };
    if !is_turn {
        return Ok(Next::Later);
    }
    let work = move |command: &mut Command<'_>| write_to(command, id, contact_id);
    let is_done = match desk.transact(&Context::system(), Lane::Any, work).await {
        // It is about this contact alone: the others are not kept waiting.
        Err(error) if is_of_contact(&error) => {
            let work = move |command: &mut Command<'_>| leave_out(command, id, contact_id);
            desk.transact(&Context::system(), Lane::Any, work).await?
        }
        done => done?,
    };
    Ok(if is_done { Next::Done } else { Next::Later })
}

/// A channel's turn, as it was seen.
struct Turn {
    seen: Option<Timestamp>,
    /// It was deleted: nobody is written to by it.
    is_gone: bool,
}

/// Is it a channel's turn: it works, its pace allows one more, and no replies wait for it. One that was deleted has
/// always its turn, because nothing leaves by it.
fn turn(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    now: Timestamp,
) -> Result<Option<Turn>, StoreError> {
    let state = channel::get(connection, id)?.state;
    if state == ChannelState::Deleted {
        return Ok(Some(Turn { seen: None, is_gone: true }));
    }
    let seen = broadcast::pace(connection, id)?;
    // Further ahead than any rate: the clock was ahead when it was written, and was set right.
    let is_due = |at: Timestamp| at <= now || at > now.plus_ms(BROADCAST_RATE_MS);
    if !state.is_working() || !seen.is_none_or(is_due) {
        return Ok(None);
    }
    let is_behind = broadcast::is_behind(connection, id, BROADCAST_WAITING_MAX)?;
    Ok((!is_behind).then_some(Turn { seen, is_gone: false }))
}

/// When a channel's next turn is. What a late look has lost comes back, and a long silence gives nothing.
fn next_turn(seen: Option<Timestamp>, now: Timestamp, rate_per_minute: i64) -> Timestamp {
    let apart = BROADCAST_RATE_MS / rate_per_minute.max(1);
    let in_pace = seen.map(|at| at.plus_ms(apart));
    let is_next = |at: &Timestamp| *at > now && *at <= now.plus_ms(apart);
    in_pace.filter(is_next).unwrap_or_else(|| now.plus_ms(apart))
}

/// Writes to a contact whose turn it is, or leaves them out, as it stands now; false when somebody else has done so,
/// when the broadcast does not run any more, or when the channel has no turn.
fn write_to(command: &mut Command<'_>, id: BroadcastId, contact_id: ContactId) -> Result<bool> {
    let Some(waiting) = broadcast::find_recipient(command, id, contact_id)? else {
        return Ok(false);
    };
    let Some(address) = address_of(command, &waiting)? else {
        return settle(command, id, contact_id, Err(LeftOutReason::Unreachable));
    };
    // The chat is locked before the broadcast, as before whatever belongs to it.
    let chat = match address.chat_id().map(|id| chat::lock(command, id)) {
        None | Some(Err(StoreError::NotFound)) => None,
        Some(locked) => Some(locked?),
    };
    let Some(broadcast) = still_running(command, id)? else { return Ok(false) };
    // Looked at again: it may have changed before the locks were had.
    if address_of(command, &waiting)?.as_ref() != Some(&address) {
        return Err(StoreError::Busy.into());
    }
    let owner = contact::get(command, address.contact_id)?;
    let target = match target(&owner, &address) {
        Ok(target) => target,
        Err(reason) => return settle(command, id, contact_id, Err(reason)),
    };
    let Some(chat) = chat else {
        return settle(command, id, contact_id, Err(LeftOutReason::NoChat));
    };
    if broadcast::has_message(command, id, owner.contact_id)? {
        return settle(command, id, contact_id, Err(LeftOutReason::United));
    }
    let now = command.now();
    let Some(turn) = turn(command, target.channel_id, now)? else { return Ok(false) };
    if turn.is_gone {
        return settle(command, id, contact_id, Err(LeftOutReason::NotTaken));
    }
    let text = match Plan::of(&broadcast)?.text_for(&owner, &chat) {
        Ok(text) => text,
        Err(reason) => return settle(command, id, contact_id, Err(reason)),
    };
    let Some(row) = still_waiting(command, id, contact_id)? else { return Ok(false) };
    let next_at = next_turn(turn.seen, now, broadcast.rate_per_minute);
    if !broadcast::take_turn(command, target.channel_id, turn.seen, next_at)? {
        return Ok(false);
    }
    let address = identity::get(command, target.identity_id)?;
    let message_id = announce_in(command, chat, &address, &text)?;
    write_outcome(command, broadcast, &row, Ok(message_id))?;
    Ok(true)
}

/// The address that a recipient is written to, as it is now.
fn address_of(
    command: &mut Command<'_>,
    row: &BroadcastRecipient,
) -> Result<Option<broadcast::BroadcastAddress>> {
    match row.identity_id {
        Some(id) => Ok(broadcast::address(command, id)?),
        None => Ok(None),
    }
}

/// Leaves out a contact whose message cannot be made.
fn leave_out(command: &mut Command<'_>, id: BroadcastId, contact_id: ContactId) -> Result<bool> {
    settle(command, id, contact_id, Err(LeftOutReason::NotTaken))
}

/// Notes what became of a contact who waited; false where that is known already, or the broadcast does not run.
fn settle(
    command: &mut Command<'_>,
    id: BroadcastId,
    contact_id: ContactId,
    outcome: Result<MessageId, LeftOutReason>,
) -> Result<bool> {
    let Some(running) = still_running(command, id)? else { return Ok(false) };
    let Some(row) = still_waiting(command, id, contact_id)? else { return Ok(false) };
    write_outcome(command, running, &row, outcome)?;
    Ok(true)
}

/// Writes what became of a contact who waits, and counts it in the locked broadcast.
fn write_outcome(
    command: &mut Command<'_>,
    mut after: Broadcast,
    row: &BroadcastRecipient,
    outcome: Result<MessageId, LeftOutReason>,
) -> Result<()> {
    let (state, count) = match outcome {
        Ok(_) => (RecipientState::Sent, &mut after.sent_count),
        Err(_) => (RecipientState::LeftOut, &mut after.left_out_count),
    };
    *count += 1;
    let settled = BroadcastRecipient {
        state,
        reason: outcome.err(),
        message_id: outcome.ok(),
        settled_at: Some(command.now()),
        ..*row
    };
    broadcast::settle_recipient(command, &settled)?;
    progressed(command, after)
}

/// Nobody waits any more: it is over. False when somebody else has said so.
fn end(command: &mut Command<'_>, id: BroadcastId) -> Result<bool> {
    let Some(before) = still_running(command, id)? else { return Ok(false) };
    for channel_id in channels_of(&before) {
        if broadcast::next_waiting(command, id, channel_id)?.is_some() {
            return Ok(false);
        }
    }
    let after = set_state(command, before, BroadcastState::Ended)?;
    command.event(EventKind::BroadcastEnded, &after, EventDetail::default())?;
    Ok(true)
}

/// The broadcast, locked, if it still runs.
fn still_running(command: &mut Command<'_>, id: BroadcastId) -> Result<Option<Broadcast>> {
    match broadcast::lock(command, id) {
        Ok(row) => Ok(Some(row).filter(|row| row.state == BroadcastState::Running)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The recipient, if they still wait.
fn still_waiting(
    command: &mut Command<'_>,
    id: BroadcastId,
    contact_id: ContactId,
) -> Result<Option<BroadcastRecipient>> {
    let row = broadcast::find_recipient(command, id, contact_id)?;
    Ok(row.filter(|row| row.state == RecipientState::Waiting))
}

fn progressed(command: &mut Command<'_>, row: Broadcast) -> Result<()> {
    let after = Broadcast { updated_at: command.now(), ..row };
    broadcast::update(command, &after)?;
    Ok(command.event(EventKind::BroadcastProgressed, &after, EventDetail::default())?)
}

/// Is it this contact's message that cannot be made, and nothing that passes or that an admin can mend.
fn is_of_contact(error: &DeskError) -> bool {
    matches!(error, DeskError::Invalid { .. } | DeskError::Conflict { .. } | DeskError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F68: the rate holds over any minute, whoever looks late.
    #[test]
    fn a_channel_keeps_its_pace() {
        let next = |seen: Option<i64>, now| next_turn(seen.map(Timestamp), Timestamp(now), 60).0;
        assert_eq!(next(None, 5), 1_005, "the first one");
        assert_eq!(next(Some(1_000), 1_000), 2_000, "in time");
        assert_eq!(next(Some(1_000), 1_400), 2_000, "a late look is made up for");
        assert_eq!(next(Some(1_000), 9_000), 10_000, "a silence is not");
        assert_eq!(
            next(Some(900_000), 1_000),
            2_000,
            "a clock that was ahead keeps nobody waiting"
        );
        let (mut at, mut seen, mut count) = (0, None, 0);
        while at < BROADCAST_RATE_MS {
            if seen.is_none_or(|due| due <= at) {
                seen = Some(next(seen, at));
                count += 1;
            }
            at += 70;
        }
        assert!((59..=61).contains(&count), "{count} in a minute");
    }
}
