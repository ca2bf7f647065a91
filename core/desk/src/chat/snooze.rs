//! Puts a chat aside until a time, or until the customer writes. Nothing is sent to anybody.

use super::save;
use crate::change::changed;
use crate::check::check_version;
use crate::limits::SNOOZE_MAX_MS;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::{Chat, ChatStatus};
use switchboard_model::event::EventKind;
use switchboard_model::timer::TimerKind;
use switchboard_model::{ChatId, Permission, Timestamp};
use switchboard_store::Lane;

/// Which chat, and how long.
#[derive(Clone, Debug)]
pub struct SnoozeInput {
    pub chat_id: ChatId,
    /// Until when; none: until the customer writes, and no longer than is possible at all.
    pub until: Option<Timestamp>,
    /// Does it stay put aside when the customer writes.
    pub is_kept: bool,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(snooze: snooze_in(&SnoozeInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Puts the chat aside; one that is put aside gets the new time.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Invalid` for the
/// time, `Conflict` when the chat is closed or offered to somebody.
pub fn snooze_in(command: &mut Command<'_>, input: &SnoozeInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatSnooze)?;
    check_version(input.expected_version, chat.version)?;
    let until = checked_until(input, command.now())?;
    if !chat.status.is_open() {
        return Err(DeskError::conflict("the chat is closed: there is nothing to put aside"));
    }
    if chat.status == ChatStatus::Transferred {
        return Err(DeskError::conflict("the chat is offered to somebody: cancel that first"));
    }
    let before = chat.snoozed_until;
    if before == Some(until) && chat.is_snooze_kept == input.is_kept {
        return Ok(chat);
    }
    chat.snoozed_until = Some(until);
    chat.is_snooze_kept = input.is_kept;
    command.set_timer(TimerKind::ChatWake, chat.chat_id.0, until)?;
    save(command, &mut chat)?;
    let line = |at: Option<Timestamp>| at.map(|at| json!({ "snoozed_until": at.0 }));
    let detail = changed(&["snoozed_until", "is_snooze_kept"]);
    let change = Change { detail, before: line(before), after: line(Some(until)) };
    command.record((EventKind::ChatSnoozed, "chat.snooze"), &chat, change)?;
    Ok(chat)
}

fn checked_until(input: &SnoozeInput, now: Timestamp) -> Result<Timestamp> {
    let latest = now.plus_ms(SNOOZE_MAX_MS);
    match input.until {
        Some(until) if until <= now => {
            Err(DeskError::invalid("until", "this time is over: choose a later one"))
        }
        Some(until) if until > latest => {
            let days = SNOOZE_MAX_MS / (24 * 60 * 60 * 1000);
            let reason = format!("is more than {days} days ahead: choose an earlier time");
            Err(DeskError::invalid("until", reason))
        }
        Some(until) => Ok(until),
        None if input.is_kept => {
            Err(DeskError::invalid("until", "say until when, or let the customer's message end it"))
        }
        None => Ok(latest),
    }
}
