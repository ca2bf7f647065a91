//! Timers: what happens by itself at a time. A command sets or removes one in its own write; firing is one
//! write as well, which takes the row, looks at the state as it is now and does what follows: so each
//! happens once, whoever dies or looks beside.

use crate::chat::{forward, wake};
use crate::limits::{TIMER_LANE, TIMER_RETRY_MS};
use crate::{Command, Context, Desk, DeskError, Result, pending_reply};
use futures::{StreamExt, stream};
use switchboard_model::chat::Chat;
use switchboard_model::timer::{Timer, TimerKind};
use switchboard_model::{ChatId, ForwardId, PendingReplyId, Timestamp};
use switchboard_store::{Lane, StoreError, chat, timer};
use tracing::error;

impl Command<'_> {
    /// Sets the timer of this kind and subject, or moves it.
    pub(crate) fn set_timer(
        &mut self,
        kind: TimerKind,
        subject_id: i64,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let (timer_id, set_at) = (self.id(), self.now());
        let timer = Timer { timer_id, due_at, kind, subject_id, set_at };
        self.sets_timers();
        timer::set(self, &timer)
    }

    /// Removes the timer of this kind and subject, where there is one.
    pub(crate) fn remove_timer(
        &mut self,
        kind: TimerKind,
        subject_id: i64,
    ) -> Result<(), StoreError> {
        timer::remove(self, kind, subject_id)
    }
}

/// Fires what is due, in the order of its times, at most `limit`; returns how many timers are gone. They
/// share a lane, so that their writes are one commit.
///
/// # Errors
/// `Store` when the database cannot be asked. A timer that fails by itself is put off.
pub async fn fire_due(desk: &Desk, limit: usize) -> Result<usize> {
    let (now, rows) = (desk.now(), i64::try_from(limit).unwrap_or(i64::MAX));
    let due = desk.store().read(move |connection| timer::due(connection, now, rows)).await?;
    let fired = stream::iter(due).map(|timer| fire(desk, timer)).buffered(limit);
    let fired: Vec<Result<bool>> = fired.collect().await;
    let mut count = 0;
    for one in fired {
        count += usize::from(one?);
    }
    Ok(count)
}

/// When the next timer is due.
///
/// # Errors
/// `Store`.
pub async fn next_due_at(desk: &Desk) -> Result<Option<Timestamp>> {
    Ok(desk.store().read(timer::next_due_at).await?)
}

/// Fires a timer, unless it is gone by now. One that fails for a reason of its own is put off, so that it
/// keeps none of the others waiting; a reply that cannot be sent goes back to its author instead.
async fn fire(desk: &Desk, timer: Timer) -> Result<bool> {
    let work = move |command: &mut Command<'_>| fire_in(command, &timer);
    match desk.transact(&Context::system(), Lane::Key(TIMER_LANE), work).await {
        Err(error) if is_passing(&error) => Err(error),
        Err(error) if is_reply(timer.kind) && !error.is_fault() => {
            let work = move |command: &mut Command<'_>| give_back_in(command, &timer, &error);
            desk.transact(&Context::system(), Lane::Key(TIMER_LANE), work).await
        }
        Err(error) => {
            error!(kind = %timer.kind, subject = timer.subject_id, %error, "a timer failed and is put off");
            put_off(desk, timer).await?;
            Ok(false)
        }
        fired => fired,
    }
}

fn is_reply(kind: TimerKind) -> bool {
    matches!(kind, TimerKind::ReplyRelease | TimerKind::ReplyUndoEnd)
}

/// Is it the database that cannot be asked for a moment, whatever the timer.
fn is_passing(error: &DeskError) -> bool {
    matches!(
        error,
        DeskError::Store(
            StoreError::Busy | StoreError::Unavailable(_) | StoreError::InDoubt | StoreError::Full
        )
    )
}

async fn put_off(desk: &Desk, timer: Timer) -> Result<()> {
    let until = desk.now().plus_ms(TIMER_RETRY_MS);
    let work = desk.store().write(Lane::Key(TIMER_LANE), move |transaction| {
        timer::put_off(transaction, &timer, until)
    });
    Ok(work.await?)
}

/// Fires a timer within a running command; false when it is gone or not due any more.
pub(crate) fn fire_in(command: &mut Command<'_>, timer: &Timer) -> Result<bool> {
    taken(command, timer, |command, chat| match timer.kind {
        TimerKind::ChatWake => wake::when_due(command, chat),
        TimerKind::ForwardExpire => {
            forward::when_expired(command, chat, ForwardId(timer.subject_id))
        }
        TimerKind::ReplyRelease | TimerKind::ReplyUndoEnd => {
            pending_reply::when_due(command, PendingReplyId(timer.subject_id))
        }
    })
}

/// Takes the timer of a reply that cannot be sent, and gives it back to its author.
fn give_back_in(command: &mut Command<'_>, timer: &Timer, reason: &DeskError) -> Result<bool> {
    taken(command, timer, |command, chat| {
        pending_reply::return_in(command, &chat, PendingReplyId(timer.subject_id), reason)
    })
}

/// Takes a timer that is due, and does what follows in its chat, which is locked before the timer, as whoever
/// sets and removes timers does. Nothing follows where what it is about is no more.
fn taken(
    command: &mut Command<'_>,
    timer: &Timer,
    then: impl FnOnce(&mut Command<'_>, Chat) -> Result<()>,
) -> Result<bool> {
    let chat_id = match timer.kind {
        TimerKind::ChatWake => Some(ChatId(timer.subject_id)),
        TimerKind::ForwardExpire => Some(forward::chat_of(command, ForwardId(timer.subject_id))?),
        TimerKind::ReplyRelease | TimerKind::ReplyUndoEnd => {
            pending_reply::chat_of(command, PendingReplyId(timer.subject_id))?
        }
    };
    let chat = match chat_id {
        Some(id) => Some(chat::lock(command, id)?),
        None => None,
    };
    let now = command.now();
    if !timer::take(command, timer.timer_id, now)? {
        return Ok(false);
    }
    if let Some(chat) = chat {
        then(command, chat)?;
    }
    Ok(true)
}
