//! The erasing of contacts, in portions that each are one write: whoever dies in the middle, the next one goes on
//! from the rows as they are. Who was erased stands among the files as well, so that an older database that is
//! put back erases them again.

use crate::attachment::discard;
use crate::chat::delete::delete_locked;
use crate::chat::removal::remove_rows;
use crate::contact::undo_unite::undo_unite_in;
use crate::limits::{
    ERASE_CHATS, ERASE_ROWS, ERASURES_LOOKED_UP, ERASURES_OPEN, SWEEP_CONTENTS_MAX,
};
use crate::{Change, Command, Context, Desk, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::erasure::Erasure;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::{ChatId, ContactId};
use switchboard_store::page::united;
use switchboard_store::{
    DatabaseConnection, Lane, StoreError, chat, chat_deletion, checkpoint, contact, content,
    erasure, note, unite,
};

/// Begins to erase a contact and all that were pulled into it, unless that is begun.
///
/// # Errors
/// `Conflict` when the contact was just pulled into another one.
pub(crate) fn begin(command: &mut Command<'_>, root_id: ContactId) -> Result<()> {
    unite::lock_rows(command, root_id)?;
    let pulled = united::pulled(command, &[root_id])?;
    let mut ids: Vec<ContactId> = pulled.into_iter().map(|(_, id)| id).chain([root_id]).collect();
    ids.sort_unstable();
    let mut contacts = Vec::with_capacity(ids.len());
    for id in &ids {
        contacts.push(contact::lock(command, *id)?);
    }
    let is_root = |one: &Contact| one.contact_id == root_id && one.united_into_id.is_none();
    if !contacts.iter().any(is_root) {
        return Err(DeskError::conflict("this contact was just united: read it again"));
    }
    let now = command.now();
    for id in &ids {
        let row = Erasure { contact_id: *id, root_id, is_recorded: false, begun_at: now };
        if !erasure::insert_or_ignore(command, &row)? {
            return Ok(());
        }
    }
    erasure::detach(command, &ids)?;
    delete_chats(command, &ids)?;
    erasure::blank_audit(command, SubjectKind::Contact, ids.iter().map(|id| id.0))?;
    for before in contacts {
        let after = Contact {
            name: String::new(),
            email: None,
            phone: None,
            role: None,
            locale: None,
            time_zone: None,
            attributes: json!({}),
            is_verified: false,
            version: before.version + 1,
            updated_at: now,
            ..before
        };
        contact::update_united(command, &after)?;
        if after.contact_id == root_id {
            let event = (EventKind::ContactErased, "contact.erase");
            command.record(event, &after, Change::default())?;
        } else {
            command.event(EventKind::ContactErased, &after, EventDetail::default())?;
        }
    }
    Ok(())
}

/// Does the next portion of each erasure; returns how many got further. In a quiet copy rows go, and what lies
/// among the files waits: those may be the original's.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn advance(desk: &Desk) -> Result<usize> {
    let read = |connection: &mut DatabaseConnection| erasure::open(connection, ERASURES_OPEN);
    let mut moved = 0;
    for one in desk.store().read(read).await? {
        moved += usize::from(step(desk, one).await?);
    }
    Ok(moved)
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

/// No row is left: neither are files, nor what the database's own log had of them.
async fn finish(desk: &Desk, root_id: ContactId) -> Result<bool> {
    let now = desk.now();
    let unused = move |connection: &mut DatabaseConnection| {
        content::unused(connection, now, SWEEP_CONTENTS_MAX)
    };
    discard::release(desk, desk.store().read(unused).await?).await?;
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

/// A portion of a deleted chat.
fn remove_of_chat(command: &mut Command<'_>, chat_id: ChatId) -> Result<Portion> {
    let removed = remove_rows(command, chat_id)?.unwrap_or_default();
    if removed.is_whole {
        erasure::blank_audit(command, SubjectKind::Chat, [chat_id.0])?;
    }
    Ok(Portion::Rows(removed.contents))
}

/// Begins to erase whom the files say was erased and the database has: it was put back to an older state. Returns
/// how many they are.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn apply_recorded(desk: &Desk) -> Result<usize> {
    let mut count = 0;
    for ids in desk.files().erasures().await?.chunks(ERASURES_LOOKED_UP) {
        let ids = ids.to_vec();
        let read = move |connection: &mut DatabaseConnection| contact::by_ids(connection, &ids);
        for found in desk.store().read(read).await? {
            let id = found.contact_id;
            let work = move |command: &mut Command<'_>| begin_again(command, id);
            count += usize::from(desk.transact(&Context::system(), Lane::Any, work).await?);
        }
    }
    Ok(count)
}

/// Begins it for this contact alone: one that it is pulled into was not erased, and keeps what is its own. False
/// where it is begun.
fn begin_again(command: &mut Command<'_>, id: ContactId) -> Result<bool> {
    if erasure::find(command, id)?.is_some() {
        return Ok(false);
    }
    while contact::get(command, id)?.united_into_id.is_some() {
        let Some(found) = unite::find_of_pulled(command, id)? else {
            return Err(StoreError::Database("a contact is hidden by no unite".to_owned()).into());
        };
        undo_unite_in(command, found.unite_id)?;
    }
    begin(command, id)?;
    Ok(true)
}
