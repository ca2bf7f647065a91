//! Unites two contacts: one is pulled into the other and hidden. Its chats, addresses and notes become those of
//! the kept one, whose empty columns are filled; the pulled one's own row stays as it is, so that undoing it
//! finds it unchanged.

use super::fields;
use crate::change::changed;
use crate::check::check_version;
use crate::limits::UNITE_ROWS_MAX;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::ContactId;
use switchboard_model::contact::{Contact, Unite};
use switchboard_model::event::EventKind;
use switchboard_store::unite::Moved;
use switchboard_store::{StoreError, chat, contact, erasure, note, unite as unites};

/// Which two.
#[derive(Clone, Debug)]
pub struct UniteInput {
    /// The contact that stays.
    pub contact_id: ContactId,
    /// The contact that is pulled into it.
    pub pulled_id: ContactId,
    /// The version of the one that stays that the caller has seen.
    pub expected_version: Option<i64>,
}

command!(unite: unite_in(&UniteInput) -> Contact);

/// Unites them. The id of a contact that was united before stands for the one that it was pulled into.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without `contact.unite`, `Stale`, `Conflict` for one
/// contact twice, when one was united a moment ago or is being erased, and when too much would move.
pub fn unite_in(command: &mut Command<'_>, input: &UniteInput) -> Result<Contact> {
    let operator_id = command.operator()?.operator_id;
    let kept_id = command.contact_for_unite(input.contact_id)?.contact_id;
    let pulled_id = command.contact_for_unite(input.pulled_id)?.contact_id;
    if kept_id == pulled_id {
        return Err(DeskError::conflict("these are one contact: pass another one"));
    }
    unites::lock_rows(command, pulled_id)?;
    let [before, pulled] = locked(command, [kept_id, pulled_id])?;
    check_kept(command, [kept_id, pulled_id])?;
    if before.united_into_id.is_some() || pulled.united_into_id.is_some() {
        return Err(DeskError::conflict("one of the two was just united: read both again"));
    }
    check_version(input.expected_version, before.version)?;
    if unites::count_rows(command, pulled_id)? > UNITE_ROWS_MAX {
        return Err(DeskError::conflict(format!(
            "the contact to pull has more than {UNITE_ROWS_MAX} chats, addresses and notes: \
             pull the other one"
        )));
    }
    let mut kept = before.clone();
    let filled = fields::fill(&mut kept, &fields::of(&pulled));
    let names: Vec<&str> = filled.keys().map(String::as_str).chain(["unites"]).collect();
    let detail = changed(&names);
    let row = Unite {
        unite_id: command.id(),
        kept_id,
        pulled_id,
        filled: Value::Object(filled.clone()),
        operator_id,
        created_at: command.now(),
        undone_at: None,
    };
    unites::insert(command, &row)?;
    let now = command.now();
    let moved = unites::pull(command, &row, now)?;
    let hidden = Contact { united_into_id: Some(kept_id), ..pulled };
    save(command, &hidden)?;
    let kept = save(command, &kept)?;
    // The values stand with the unite, which goes when either of the two is erased.
    let filled: Vec<&String> = filled.keys().collect();
    let after = json!({ "pulled": pulled_id.to_string(), "filled": filled });
    let change = Change { detail, before: None, after: Some(after) };
    command.record((EventKind::ContactUnited, "contact.unite"), &kept, change)?;
    // Who sees the kept one learns that the other is gone.
    let gone = (&kept, hidden.contact_id);
    command.event(EventKind::ContactUnited, gone, changed(&["united_into"]))?;
    tell_moved(command, &moved)?;
    Ok(kept)
}

/// Both contacts, locked in the order of their ids, as whoever locks two does.
pub(super) fn locked(
    command: &mut Command<'_>,
    [one, other]: [ContactId; 2],
) -> Result<[Contact; 2], StoreError> {
    if one < other {
        let one = contact::lock(command, one)?;
        Ok([one, contact::lock(command, other)?])
    } else {
        let other = contact::lock(command, other)?;
        Ok([contact::lock(command, one)?, other])
    }
}

/// Neither of these, which are locked, is being erased since they were asked for.
pub(super) fn check_kept(command: &mut Command<'_>, ids: [ContactId; 2]) -> Result<()> {
    for id in ids {
        if erasure::find(command, id)?.is_some() {
            return Err(DeskError::conflict("one of the two is being erased: read both again"));
        }
    }
    Ok(())
}

/// Writes a contact that a unite or its undoing changes; gives it as it is then.
pub(super) fn save(command: &mut Command<'_>, contact: &Contact) -> Result<Contact, StoreError> {
    let after =
        Contact { version: contact.version + 1, updated_at: command.now(), ..contact.clone() };
    contact::update_united(command, &after)?;
    Ok(after)
}

/// Tells of chats and notes that have another contact now, and of chats that have lost a route.
pub(super) fn tell_moved(command: &mut Command<'_>, moved: &Moved) -> Result<(), StoreError> {
    let chats = chat::by_ids(command, &moved.chats)?;
    for chat in &chats {
        command.event(EventKind::ChatUpdated, chat, changed(&["contact"]))?;
    }
    if !moved.unrouted.is_empty() {
        for chat in chat::by_ids(command, &moved.unrouted)? {
            command.event(EventKind::ChatUpdated, &chat, changed(&["routes"]))?;
        }
    }
    for note in note::by_ids(command, &moved.notes)? {
        let chat = note.chat_id.and_then(|id| chats.iter().find(|chat| chat.chat_id == id));
        command.event(EventKind::NoteUpdated, (chat, &note), changed(&["contact"]))?;
    }
    Ok(())
}
