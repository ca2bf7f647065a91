//! The notes of chats and of contacts, oldest first. A contact's notes are only those that stand on
//! the contact itself or in a chat in reach.

use super::{
    Page, Slice, scope,
    statement::{Children, ascending, ends},
};
use crate::{DatabaseConnection, StoreError};
use std::collections::HashMap;
use switchboard_model::{ChatId, ContactId, NoteId, Scope};

/// A page of the notes of each of these chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    slice: &Slice<NoteId>,
) -> Result<HashMap<i64, Page<i64>>, StoreError> {
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    pages(connection, "chat_id", &parents, Vec::new(), slice)
}

/// A page of the notes about each of these contacts.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    scope: &Scope,
    contact_ids: &[ContactId],
    slice: &Slice<NoteId>,
) -> Result<HashMap<i64, Page<i64>>, StoreError> {
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let reach = scope::condition(scope).map(|reach| {
        format!(
            "(chat_id IS NULL OR EXISTS (SELECT 1 FROM chats \
             WHERE chats.chat_id = notes.chat_id AND {reach}))"
        )
    });
    pages(connection, "contact_id", &parents, reach.into_iter().collect(), slice)
}

fn pages(
    connection: &mut DatabaseConnection,
    parent_column: &'static str,
    parents: &[i64],
    mut conditions: Vec<String>,
    slice: &Slice<NoteId>,
) -> Result<HashMap<i64, Page<i64>>, StoreError> {
    let sorts = [ascending("note_id")];
    conditions.extend(ends(&sorts, slice, |key| vec![key.0.to_string()]));
    let children =
        Children { table: "notes", parent_column, id_column: "note_id", sorts: &sorts, conditions };
    children.pages(connection, parents, slice)
}
