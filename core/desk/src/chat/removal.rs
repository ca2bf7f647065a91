//! Removes what is left of deleted chats, which nobody sees any more: rows in small writes, and files that nothing
//! else refers to. A server that dies in the middle goes on with the same chat; files that it left go with the daily
//! sweep.

use crate::attachment::discard;
use crate::limits::ERASE_ROWS;
use crate::{Command, Context, Desk, Result};
use switchboard_model::ChatId;
use switchboard_model::event::SubjectKind;
use switchboard_store::chat_rows::{self, RemovedRows};
use switchboard_store::{Lane, chat_deletion, erasure};

/// Removes the next portion of the chat that was deleted first; false when nothing is left of any. A quiet copy
/// removes no files: the bucket may be the original's.
///
/// # Errors
/// `Store`.
pub async fn advance(desk: &Desk) -> Result<bool> {
    let Some(chat_id) = desk.store().read(chat_deletion::next).await? else { return Ok(false) };
    let work = move |command: &mut Command<'_>| remove_rows(command, chat_id);
    let removed = desk.transact(&Context::system(), Lane::Chat(chat_id), work).await?;
    let contents = removed.map(|removed| removed.contents).unwrap_or_default();
    if !contents.is_empty() && desk.outward().is_given().await? {
        discard::release_after_commit(desk, contents).await;
    }
    Ok(true)
}

/// Removes the next portion of a deleted chat, and what the audit log says of it; none when nothing was left.
pub(crate) fn remove_rows(
    command: &mut Command<'_>,
    chat_id: ChatId,
) -> Result<Option<RemovedRows>> {
    let removed = chat_rows::remove(command, chat_id, ERASE_ROWS)?;
    if let Some(removed) = &removed {
        let messages = removed.message_ids.iter().map(|id| id.0);
        erasure::blank_audit(command, SubjectKind::Message, messages)?;
        let notes = removed.note_ids.iter().map(|id| id.0);
        erasure::blank_audit(command, SubjectKind::Note, notes)?;
        if removed.is_whole {
            erasure::blank_audit_of_chat(command, chat_id)?;
        }
    }
    Ok(removed)
}
