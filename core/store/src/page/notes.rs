//! The notes of chats and of contacts, oldest first. A contact's notes are only those that stand on
//! the contact itself or in a visible chat.

use super::{
    Page, PageRequest,
    statement::{Children, ascending, ends},
    visibility,
};
use crate::{DatabaseConnection, Result};
use std::collections::HashMap;
use switchboard_model::{ChatId, ChatVisibility, ContactId, NoteId};

/// A page of the notes of each of these chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    page_request: &PageRequest<NoteId>,
) -> Result<HashMap<i64, Page<i64>>> {
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    pages(connection, "chat_id", &parents, Vec::new(), page_request)
}

/// A page of the notes about each of these contacts.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
    page_request: &PageRequest<NoteId>,
) -> Result<HashMap<i64, Page<i64>>> {
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let visible = visibility::chat_condition(visibility, "notes.chat_id");
    let visible = vec![format!("(chat_id IS NULL OR {visible})")];
    pages(connection, "contact_id", &parents, visible, page_request)
}

fn pages(
    connection: &mut DatabaseConnection,
    parent_column: &'static str,
    parents: &[i64],
    mut conditions: Vec<String>,
    page_request: &PageRequest<NoteId>,
) -> Result<HashMap<i64, Page<i64>>> {
    let sorts = [ascending("note_id")];
    conditions.extend(ends(&sorts, page_request, |key| vec![key.0.to_string()]));
    let children =
        Children { table: "notes", parent_column, id_column: "note_id", sorts: &sorts, conditions };
    children.pages(connection, parents, page_request)
}
