//! Says that a chat is about an object of the company's own, such as a payment. Called by operators and by
//! visitors whom the page has signed in; the address comes from the kind's template alone.

use super::save;
use crate::change::changed;
use crate::check::{check_limit, clean_name};
use crate::limits::EXTERNAL_ID_MAX_CHARACTERS;
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::limits::CHAT_REFERENCES_MAX;
use switchboard_model::reference::{ChatReference, ReferenceKind};
use switchboard_model::{ChatId, Permission, ReferenceKindId};
use switchboard_store::{Lane, chat_reference, reference_kind};

/// Which object, and of which chat.
#[derive(Clone, Debug)]
pub struct SetReferenceInput {
    pub chat_id: ChatId,
    /// What it is.
    pub reference_kind_id: ReferenceKindId,
    /// Its id in the company's own product.
    pub external_id: String,
    /// What it is called there.
    pub title: Option<String>,
}

command!(set_reference: set_reference_in(&SetReferenceInput) -> Chat,
    in |input| Lane::Chat(input.chat_id));

/// Sets the reference; one to the same object gets the new title.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.reference`, `Invalid` for an unknown kind,
/// the id and the title, `Conflict` for a chat that has too many.
pub fn set_reference_in(command: &mut Command<'_>, input: &SetReferenceInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatReference)?;
    let kind = reference_kind::find(command, input.reference_kind_id)?;
    let kind = kind.ok_or_else(|| {
        DeskError::invalid("referenceKindId", "choose one of the kinds of references")
    })?;
    if put(command, &mut chat, &kind, (input.external_id.as_str(), input.title.as_deref()))? {
        let after = json!({ "kind": kind.key, "external_id": input.external_id.trim() });
        command.audit("chat.set_reference", &chat, None, Some(after))?;
    }
    Ok(chat)
}

/// Sets a reference of a locked chat; says whether that is new.
pub(crate) fn put(
    command: &mut Command<'_>,
    chat: &mut Chat,
    kind: &ReferenceKind,
    (external_id, title): (&str, Option<&str>),
) -> Result<bool> {
    let external_id = checked_id(external_id)?;
    let title = title.map(|title| clean_name("title", title)).transpose()?;
    let (chat_id, kind_id) = (chat.chat_id, kind.reference_kind_id);
    match chat_reference::find(command, chat_id, kind_id, external_id)? {
        Some(known) if known.title == title => return Ok(false),
        Some(_) => {}
        None => {
            let count = chat_reference::count_of(command, chat_id)?;
            check_limit(count, CHAT_REFERENCES_MAX, "references in the chat", "clear one first")?;
        }
    }
    let (author_kind, author_id) = command.author();
    let reference = ChatReference {
        chat_id,
        reference_kind_id: kind_id,
        external_id: external_id.to_owned(),
        title,
        author_kind,
        author_id,
        set_at: command.now(),
    };
    chat_reference::upsert(command, &reference)?;
    save(command, chat)?;
    command.event(EventKind::ChatReferenceSet, &*chat, changed(&["references"]))?;
    Ok(true)
}

/// An id as it is kept. The two that lead upwards in a path are no ids, however they are written there.
pub(super) fn checked_id(external_id: &str) -> Result<&str> {
    let id = external_id.trim();
    if id.is_empty() || id.chars().count() > EXTERNAL_ID_MAX_CHARACTERS {
        let reason = format!("has 1 to {EXTERNAL_ID_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("externalId", reason));
    }
    if id.chars().any(char::is_control) || id == "." || id == ".." {
        return Err(DeskError::invalid("externalId", "is one line, and neither . nor .."));
    }
    Ok(id)
}
