//! The erasing of contacts, in portions that each are one write: whoever dies in the middle, the next one goes on
//! from the rows as they are. Who was erased stands among the files as well, so that an older database that is
//! put back erases them again.

mod begin;
mod restored;

pub(crate) use begin::{begin, begin_locked, lock};
pub use restored::apply_recorded;

use crate::attachment::discard;
use crate::chat::delete::delete_locked;
use crate::chat::removal::remove_rows;
use crate::limits::{ERASE_CHATS, ERASE_ROWS, ERASURES_OPEN, SWEEP_CONTENTS_MAX};
use crate::{Command, Context, Desk, Result, pending_reply};
use switchboard_model::chat::Chat;
use switchboard_model::erasure::Erasure;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::{ChatId, ContactId};
use switchboard_store::erasure::SaidElsewhere;
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, chat, chat_deletion, contact, content,
    dialect::checkpoint, erasure, note,
};
use tracing::warn;

/// Does the next portion of each erasure; returns how many got further. One that fails keeps none of the others
/// waiting. In a quiet copy rows go, and what lies among the files waits: those may be the original's.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses: of the last that failed, when the others got further.
pub async fn advance(desk: &Desk) -> Result<usize> {
    let read = |connection: &mut DatabaseConnection| erasure::open(connection, ERASURES_OPEN);
    let (mut moved, mut failed) = (0, None);
    for one in desk.store().read(read).await? {
        let contact_id = one.root_id;
        match step(desk, one).await {
            Ok(is_further) => moved += usize::from(is_further),
            Err(error) => {
                warn!(%contact_id, %error, "the erasing of a contact failed and is tried again");
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(moved), Err)
}

/// The next portion of one erasure; false where nothing can be done now.
async fn step(desk: &Desk, one: Erasure) -> Result<bool> {
    let is_live = desk.outward().is_given().await?;
    let root_id = one.root_id;
    if is_live && !one.is_recorded {
        record(desk, root_id).await?;
        return Ok(true);
    }
    let work = move |command: &mut Command<'_>| remove_portion(command, root_id);
    match desk.transact(&Context::system(), Lane::Any, work).await? {
        Portion::Rows(contents) => {
            if is_live {
                discard::release_after_commit(desk, contents).await;
            }
            Ok(true)
        }
        Portion::Nothing if is_live => finish(desk, root_id).await,
        Portion::Nothing => Ok(false),
    }
}

/// Notes among the files who is erased, before the first row is gone.
async fn record(desk: &Desk, root_id: ContactId) -> Result<()> {
    let read = move |connection: &mut DatabaseConnection| erasure::members(connection, root_id);
    for id in desk.store().read(read).await? {
        desk.files().note_erasure(id).await?;
    }
    let write = desk
        .store()
        .write(Lane::Any, move |transaction| erasure::set_recorded(transaction, root_id));
    Ok(write.await?)
}

/// No row is left: neither are files, nor what the database's own log had of them. A file that a process removes, or
/// has left in the middle of that, may be one of theirs: it is waited for.
async fn finish(desk: &Desk, root_id: ContactId) -> Result<bool> {
    let now = desk.now();
    let unused = move |connection: &mut DatabaseConnection| {
        content::unused(connection, now, SWEEP_CONTENTS_MAX)
    };
    discard::release(desk, desk.store().read(unused).await?).await?;
    let is_any_removed =
        move |connection: &mut DatabaseConnection| content::is_any_removed(connection, now);
    if desk.store().read::<_, StoreError>(is_any_removed).await? {
        return Ok(false);
    }
    if !checkpoint::empty_log(desk.store()).await? {
        return Ok(false);
    }
    let write =
        desk.store().write(Lane::Any, move |transaction| erasure::finish(transaction, root_id));
    write.await?;
    Ok(true)
}

/// What a write has removed.
enum Portion {
    /// Rows, and what their files were (SHA-256).
    Rows(Vec<String>),
    /// Nothing was left.
    Nothing,
}

fn remove_portion(command: &mut Command<'_>, root_id: ContactId) -> Result<Portion> {
    let ids = erasure::lock(command, root_id)?;
    if delete_chats(command, &ids)? {
        return Ok(Portion::Rows(Vec::new()));
    }
    if let Some(chat_id) = chat_deletion::next_of_contacts(command, &ids)? {
        return remove_of_chat(command, chat_id);
    }
    let notes = erasure::notes(command, &ids, ERASE_ROWS)?;
    if !notes.is_empty() {
        for row in &notes {
            note::delete(command, row.note_id)?;
            let subject = (None::<&Chat>, row);
            command.event(EventKind::NoteDeleted, subject, EventDetail::default())?;
        }
        let notes = notes.iter().map(|row| row.note_id.0);
        erasure::blank_audit(command, SubjectKind::Note, notes)?;
        return Ok(Portion::Rows(Vec::new()));
    }
    let waiting = erasure::pending_replies(command, &ids, ERASE_ROWS)?;
    if !waiting.is_empty() {
        pending_reply::end_each(command, &waiting)?;
        return Ok(Portion::Rows(Vec::new()));
    }
    if let Some(removed) = erasure::remove_said_elsewhere(command, &ids, ERASE_ROWS)? {
        return tell_removed(command, removed);
    }
    if erasure::remove_requests(command, &ids, ERASE_ROWS)? > 0 {
        return Ok(Portion::Rows(Vec::new()));
    }
    if contact::by_ids(command, &ids)?.is_empty() {
        return Ok(Portion::Nothing);
    }
    erasure::remove_contacts(command, &ids)?;
    erasure::blank_audit(command, SubjectKind::Contact, ids.iter().map(|id| id.0))?;
    command.event(EventKind::ContactErased, root_id, EventDetail::default())?;
    Ok(Portion::Rows(Vec::new()))
}

/// Deletes chats of these contacts that are there still, as if each were deleted by hand; false where there are
/// none. So many at a time that no write takes long.
fn delete_chats(command: &mut Command<'_>, ids: &[ContactId]) -> Result<bool> {
    let mut left = ERASE_CHATS;
    for id in ids {
        for found in chat::of_contact(command, *id, ChatId(0), left)? {
            left -= 1;
            match chat::lock(command, found.chat_id) {
                // Somebody else has deleted it.
                Err(StoreError::NotFound) => {}
                locked => delete_locked(command, locked?)?,
            }
        }
    }
    Ok(left < ERASE_CHATS)
}

/// Tells the readers of a chat of somebody else which messages are gone.
fn tell_removed(command: &mut Command<'_>, removed: SaidElsewhere) -> Result<Portion> {
    if let Some(chat) = chat::find(command, removed.chat_id)? {
        for id in &removed.message_ids {
            command.event(EventKind::MessageDeleted, (&chat, *id), EventDetail::default())?;
        }
    }
    let messages = removed.message_ids.iter().map(|id| id.0);
    erasure::blank_audit(command, SubjectKind::Message, messages)?;
    Ok(Portion::Rows(removed.contents))
}

/// A portion of a deleted chat.
fn remove_of_chat(command: &mut Command<'_>, chat_id: ChatId) -> Result<Portion> {
    let removed = remove_rows(command, chat_id)?.unwrap_or_default();
    if removed.is_whole {
        erasure::blank_audit(command, SubjectKind::Chat, [chat_id.0])?;
    }
    Ok(Portion::Rows(removed.contents))
}
