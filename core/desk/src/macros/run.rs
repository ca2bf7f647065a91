//! Runs a macro in a chat as the operator who asks: all that it does, or nothing of it.

use super::acts::intents_of;
use crate::access::is_owned_seen;
use crate::chat::intent::{PerformInput, check_key, perform_in};
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::{ChatId, MacroId, Permission};
use switchboard_store::{Lane, macros};

/// Which macro, and in which chat.
#[derive(Clone, Copy, Debug)]
pub struct RunInput {
    pub macro_id: MacroId,
    pub chat_id: ChatId,
}

command!(run: run_in(RunInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Does all that the macro does, in its order.
///
/// # Errors
/// `NotFound` for a chat or a macro that is not visible, `Denied` without the permission for one of its acts,
/// `Conflict` for an act that cannot be done now, `Unsupported` for one that only a newer version can do, `Invalid`
/// for a reply in a call without a key.
pub fn run_in(command: &mut Command<'_>, input: RunInput) -> Result<Chat> {
    let RunInput { macro_id, chat_id } = input;
    let mut chat = command.chat_for_read(chat_id)?.into_chat();
    let found = macros::get(command, macro_id)?;
    if !is_owned_seen(command.actor(), found.owner(), Permission::TemplateManage) {
        return Err(DeskError::NotFound);
    }
    let intents = intents_of(&found)?;
    check_key(command.context(), &intents)?;
    for (number, intent) in (1..).zip(intents) {
        let done = perform_in(command, PerformInput { chat_id, intent });
        chat = done.map_err(|error| in_macro(number, error))?;
    }
    let after = json!({ "chat": chat_id.to_string() });
    command.audit("macro.run", &found, None, Some(after))?;
    Ok(chat)
}

/// What is in the way of an act, to whom has not said it themselves.
fn in_macro(number: usize, error: DeskError) -> DeskError {
    let reason = match error {
        DeskError::Invalid { reason, .. }
        | DeskError::Conflict { reason }
        | DeskError::Taken { reason, .. }
        | DeskError::Unsupported { reason } => reason,
        DeskError::NotFound => {
            "what it asks for is gone, or the acts before it took the chat from you".to_owned()
        }
        error => return error,
    };
    let reason = format!("act {number} of the macro cannot be done, so nothing was: {reason}");
    DeskError::conflict(reason)
}
