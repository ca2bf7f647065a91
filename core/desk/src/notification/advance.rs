//! The follower: reads a page of the log and makes notifications of it, in one write with its place. A page that is read
//! again makes none twice: each is one of its operator, kind and event.

use super::audience::{Addressee, Audience, told_by};
use super::settle;
use crate::chat::operator_detail;
use crate::follow::{Follower, LogPart};
use crate::limits::{NOTIFICATION_EVENTS, NOTIFICATIONS_READ_AT_ONCE};
use crate::push::alert;
use crate::{Command, Context, Desk, Result};
use switchboard_model::chat::ChatStatus;
use switchboard_model::event::{Event, EventKind};
use switchboard_model::notification::{Notification, NotificationKind};
use switchboard_model::{ChatId, EventCursor, OperatorId};
use switchboard_store::{Lane, StoreError, chat, cursor, notification};

/// The follower's name beside its place.
pub const FOLLOWER: &str = "notifications";

const FOLLOWED: Follower = Follower { name: FOLLOWER, events: NOTIFICATION_EVENTS };

/// Where the follower begins on a database that it has never followed: what happened before notifies nobody. Call it at
/// each start, before anything else happens.
///
/// # Errors
/// `Store`.
pub async fn begin(desk: &Desk) -> Result<()> {
    FOLLOWED.begin(desk).await
}

/// Reads one page of the log; returns how many events it held.
///
/// # Errors
/// `Store`.
pub async fn advance(desk: &Desk) -> Result<usize> {
    let Some(LogPart { from, to, events }) = FOLLOWED.next(desk).await? else { return Ok(0) };
    let count = events.len().max(1);
    desk.transact(&Context::system(), Lane::Any, move |command| {
        follow(command, (from, to), &events)
    })
    .await?;
    Ok(count)
}

fn follow(
    command: &mut Command<'_>,
    way: (EventCursor, EventCursor),
    events: &[Event],
) -> Result<()> {
    let now = command.now();
    if !cursor::advance(command, FOLLOWER, way, now)? {
        return Ok(());
    }
    let mut audience = Audience::default();
    for event in events {
        for told in told_by(command, &mut audience, event)? {
            tell(command, &mut audience, event, told)?;
        }
        end_what_is_over(command, event)?;
    }
    Ok(())
}

/// Tells an operator, if they want to be told and have not been.
fn tell(
    command: &mut Command<'_>,
    audience: &mut Audience,
    event: &Event,
    told: Addressee,
) -> Result<()> {
    let Addressee { operator_id, kind, subject_id } = told;
    let preferences = audience.preferences(command, operator_id)?;
    if !preferences.notifies(kind) {
        return Ok(());
    }
    // An edit of a note mentions nobody again, whether they have read it or not.
    let is_unread = kind != NotificationKind::Mentioned;
    if notification::is_told(command, operator_id, kind, subject_id, is_unread)? {
        return Ok(());
    }
    let row = Notification {
        notification_id: command.id(),
        operator_id,
        kind,
        chat_id: event.event.chat_id,
        subject_id,
        source_seq: event.cursor.sequence,
        at: event.at,
        read_at: None,
    };
    if !notification::insert_or_ignore(command, &row)? {
        return Ok(());
    }
    command.event(EventKind::NotificationCreated, &row, operator_detail(operator_id))?;
    alert::queue(command, &row, preferences)
}

/// What is read with its chat, and what nobody has to do any more.
fn end_what_is_over(command: &mut Command<'_>, event: &Event) -> Result<()> {
    let Some(chat_id) = event.event.chat_id else { return Ok(()) };
    let over = match event.event.kind {
        EventKind::ChatRead => read_with_chat(command, chat_id, event)?,
        EventKind::ChatAssigned
        | EventKind::ChatJoined
        | EventKind::ChatClosed
        | EventKind::ChatForwardSettled => over_in_chat(command, chat_id)?,
        EventKind::ChatDeleted => return forget(command, chat_id),
        _ => Vec::new(),
    };
    for row in &over {
        settle(command, row)?;
    }
    Ok(())
}

/// What an operator was told of a chat until they had read all of it. Who marks one as unread has not read the newest
/// message.
fn read_with_chat(
    command: &mut Command<'_>,
    chat_id: ChatId,
    event: &Event,
) -> Result<Vec<Notification>, StoreError> {
    let detail = &event.event.detail;
    let (Some(operator_id), Some(count)) = (detail.operator_id, detail.read_count) else {
        return Ok(Vec::new());
    };
    let is_read = chat::find(command, chat_id)?.is_some_and(|chat| count >= chat.inbound_count);
    if !is_read {
        return Ok(Vec::new());
    }
    let (operator_id, most) = (OperatorId(operator_id), NOTIFICATIONS_READ_AT_ONCE);
    let mut own = notification::unread_of(command, operator_id, Some(chat_id), most)?;
    own.retain(|row| row.source_seq <= event.cursor.sequence);
    Ok(own)
}

/// What was waited for in a chat and has happened.
fn over_in_chat(
    command: &mut Command<'_>,
    chat_id: ChatId,
) -> Result<Vec<Notification>, StoreError> {
    let Some(chat) = chat::find(command, chat_id)? else { return Ok(Vec::new()) };
    let mut over = Vec::new();
    if !chat.status.is_open() || chat.operator_id.is_some() {
        over.push(NotificationKind::Queued);
    }
    if chat.status != ChatStatus::Transferred {
        over.push(NotificationKind::Forwarded);
    }
    notification::unread_in_chat(command, chat_id, &over, NOTIFICATIONS_READ_AT_ONCE)
}

/// A chat that was deleted is there for nobody, nor what was told of it.
fn forget(command: &mut Command<'_>, chat_id: ChatId) -> Result<()> {
    for row in notification::of_chat(command, chat_id, NOTIFICATIONS_READ_AT_ONCE)? {
        notification::delete(command, row.notification_id)?;
        let detail = operator_detail(row.operator_id);
        command.event(EventKind::NotificationRead, &row, detail)?;
    }
    Ok(())
}
