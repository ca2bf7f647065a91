//! Deletes a chat, with all that was said in it. It is gone for everybody at once: for lists, search, feeds and
//! its customer, whose next message opens a new one. Its rows and files go after that, in small writes
//! ([`super::removal`]); the line of the audit log stays.

use super::handover::cancel;
use super::wake;
use crate::{Change, Command, DeskError, Result, draft, pending_reply};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::{ChatId, Permission};
use switchboard_store::{Lane, chat, chat_route, delivery, participant};

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct DeleteInput {
    pub chat_id: ChatId,
    /// Its number, said again by whoever deletes it: nothing brings it back.
    pub number: i64,
}

command!(delete: delete_in(&DeleteInput) -> ChatId, in |input| Lane::Chat(input.chat_id));

/// Deletes the chat. What waits to leave for the customer does not leave any more.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.delete`, `Invalid` when the number is
/// another one's.
pub fn delete_in(command: &mut Command<'_>, input: &DeleteInput) -> Result<ChatId> {
    let chat = command.locked_chat(input.chat_id, Permission::ChatDelete)?;
    if input.number != chat.number {
        let reason = "this is not the number of the chat: say it again to delete the chat for ever";
        return Err(DeskError::invalid("number", reason));
    }
    delete_locked(command, chat)?;
    Ok(input.chat_id)
}

/// Deletes a locked chat, whoever says so: an operator, a rule, or that its contact is erased.
pub(crate) fn delete_locked(command: &mut Command<'_>, mut chat: Chat) -> Result<()> {
    let (now, chat_id) = (command.now(), chat.chat_id);
    let (operator_id, team_id) = (chat.operator_id, chat.team_id);
    cancel(command, &mut chat)?;
    wake::end(command, &mut chat)?;
    for one in switchboard_store::draft::of_chat(command, chat_id)? {
        draft::end(command, &chat, one.operator_id, one.kind)?;
    }
    pending_reply::end_all(command, chat_id)?;
    delivery::cancel_queued(command, chat_id, now)?;
    let left = participant::leave_all(command, chat_id, now)?;
    chat_route::retire_all(command, chat_id)?;
    chat::delete(command, chat_id, now)?;
    let detail = EventDetail {
        operator_id_before: operator_id.map(|id| id.0),
        team_id_before: team_id.map(|id| id.0),
        left_operator_ids: left.into_iter().map(|id| id.0).collect(),
        ..EventDetail::default()
    };
    let before = Some(json!({
        "number": chat.number,
        "channel_id": chat.channel_id.to_string(),
        "contact_id": chat.contact_id.to_string(),
        "created_at": chat.created_at.0,
    }));
    let change = Change { detail, before, after: None };
    Ok(command.record((EventKind::ChatDeleted, "chat.delete"), &chat, change)?)
}
