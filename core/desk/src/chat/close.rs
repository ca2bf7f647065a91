//! Closes a chat with a reason. Nothing is destroyed: the customer's next message opens it again. Nobody takes
//! part in a closed chat; whose it was is kept for lists and reports.

use super::handover::cancel;
use super::{apply, save, wake};
use crate::check::check_version;
use crate::close_reason::active;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::status::ChatTransition;
use switchboard_model::{ChatId, CloseReasonId};
use switchboard_store::{Lane, participant};

/// Which chat, and why.
#[derive(Clone, Debug)]
pub struct CloseInput {
    pub chat_id: ChatId,
    pub close_reason_id: CloseReasonId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(close: close_in(&CloseInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Closes the chat. An open offer of it ends, and it is put aside no more.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Conflict` when
/// it is closed already, `Invalid` for an unknown or inactive reason.
pub fn close_in(command: &mut Command<'_>, input: &CloseInput) -> Result<Chat> {
    let mut chat = command.chat_for_close(input.chat_id)?.into_chat();
    check_version(input.expected_version, chat.version)?;
    let reason = active(command, input.close_reason_id)?;
    cancel(command, &mut chat)?;
    wake::end(command, &mut chat)?;
    let change = apply(&mut chat, ChatTransition::Closed, true, command.now())?;
    chat.close_reason_id = Some(reason.close_reason_id);
    let now = command.now();
    let left = participant::leave_all(command, chat.chat_id, now)?;
    save(command, &mut chat)?;
    let others = left.into_iter().filter(|id| Some(*id) != chat.operator_id);
    let detail = change.detail(EventDetail {
        close_reason_id: Some(reason.close_reason_id.0),
        left_operator_ids: others.map(|id| id.0).collect(),
        ..EventDetail::default()
    });
    let after = Some(json!({ "reason": reason.name }));
    let change = Change { detail, before: None, after };
    command.record((EventKind::ChatClosed, "chat.close"), &chat, change)?;
    Ok(chat)
}
