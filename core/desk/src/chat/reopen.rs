//! Opens a closed chat again, by an operator.

use super::{apply, return_to_operator, save, tell_reopened};
use crate::change::changed;
use crate::check::check_version;
use crate::{Command, DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::status::ChatTransition;
use switchboard_store::{Lane, chat, chat_route};

/// Which chat.
#[derive(Clone, Debug)]
pub struct ReopenInput {
    pub chat_id: ChatId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(reopen: reopen_in(&ReopenInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Opens the chat again. It goes back to its operator, or to the queue where they are not there or
/// may not answer it any more.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Conflict` when
/// it is open.
pub fn reopen_in(command: &mut Command<'_>, input: &ReopenInput) -> Result<Chat> {
    let mut chat = command.chat_for_close(input.chat_id)?.into_chat();
    check_version(input.expected_version, chat.version)?;
    reopen_locked(command, &mut chat)?;
    command.audit("chat.reopen", &chat, None, None)?;
    Ok(chat)
}

/// Opens a locked chat again and lets new messages of its platform chat come to it.
pub(super) fn reopen_locked(command: &mut Command<'_>, chat: &mut Chat) -> Result<()> {
    let lost_by = return_to_operator(command, chat)?;
    let is_staffed = chat.operator_id.is_some();
    let change = apply(chat, ChatTransition::Reopened, is_staffed, command.now())?;
    take_place(command, chat)?;
    save(command, chat)?;
    let author = command.author();
    Ok(tell_reopened(command, author, chat, (change, lost_by))?)
}

/// What is said where the chat is at home comes to it again, and not to the closed chat that it came to
/// meanwhile.
fn take_place(command: &mut Command<'_>, chat: &Chat) -> Result<()> {
    let thread = chat.platform_thread.as_deref();
    let current = chat::lock_current(command, chat.channel_id, &chat.platform_chat, thread)?;
    let (held, route) = match current {
        Some(current) if current.chat_id == chat.chat_id => return Ok(()),
        Some(current) => (Some(current), None),
        None => chat_route::lock_current(command, chat.channel_id, &chat.place())?.unzip(),
    };
    if let Some(held) = held {
        if held.status.is_open() {
            return Err(DeskError::conflict(format!(
                "the customer has a newer chat that is open, number {}: go on there",
                held.number
            )));
        }
        match route {
            None => chat::retire(command, held.chat_id)?,
            Some(route) => {
                chat_route::retire(command, held.chat_id, route.identity_id)?;
                command.event(EventKind::ChatUpdated, &held, changed(&["routes"]))?;
            }
        }
    }
    Ok(chat::make_current(command, chat.chat_id)?)
}
