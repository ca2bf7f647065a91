//! A chat is not about an object of the company's any more.

use super::save;
use super::set_reference::checked_id;
use crate::change::changed;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, Permission, ReferenceKindId};
use switchboard_store::{Lane, chat_reference, reference_kind};

/// Which object, and of which chat.
#[derive(Clone, Debug)]
pub struct ClearReferenceInput {
    pub chat_id: ChatId,
    /// What it is.
    pub reference_kind_id: ReferenceKindId,
    /// Its id in the company's own product.
    pub external_id: String,
}

command!(clear_reference: clear_reference_in(&ClearReferenceInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Clears the reference. One that the chat does not have changes nothing.
///
/// # Errors
/// `NotFound` for a chat that is not visible and for an unknown kind, `Denied` without `chat.reference`,
/// `Invalid` for the id.
pub fn clear_reference_in(command: &mut Command<'_>, input: &ClearReferenceInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatReference)?;
    let external_id = checked_id(&input.external_id)?;
    let kind = reference_kind::get(command, input.reference_kind_id)?;
    if !chat_reference::delete(command, chat.chat_id, kind.reference_kind_id, external_id)? {
        return Ok(chat);
    }
    save(command, &mut chat)?;
    let before = Some(json!({ "kind": kind.key, "external_id": external_id }));
    let change = Change { detail: changed(&["references"]), before, after: None };
    command.record((EventKind::ChatReferenceCleared, "chat.clear_reference"), &chat, change)?;
    Ok(chat)
}
