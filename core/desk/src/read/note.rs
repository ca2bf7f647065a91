//! Notes, which only the staff ever sees.

use super::{Page, PageRequest, Reader, Related};
use super::{filled_pages, ids_of};
use crate::Result;
use std::collections::HashMap;
use switchboard_model::note::Note;
use switchboard_model::{ChatId, ContactId, NoteId};
use switchboard_store::page::notes;

impl Reader<'_> {
    /// Those of these notes that stand in a visible chat, or on a contact that the operator may see.
    pub fn visible_notes(&mut self, ids: &[NoteId]) -> Result<Vec<Note>> {
        if self.operator()?.visible_chats().is_none() {
            return Ok(Vec::new());
        }
        let mut rows = self.related.notes(ids)?;
        let chats: Vec<ChatId> = rows.iter().filter_map(|row| row.chat_id).collect();
        let chats = self.visible_chat_ids(&chats)?;
        let on_contacts = rows.iter().filter(|row| row.chat_id.is_none());
        let contacts = self.visible_contact_ids(on_contacts.map(|row| row.contact_id))?;
        rows.retain(|row| match row.chat_id {
            Some(chat_id) => chats.contains(&chat_id),
            None => contacts.contains(&row.contact_id),
        });
        Ok(rows)
    }

    /// A page of the notes about each of these contacts: those on the contact itself and those in visible
    /// chats, oldest first. None without the permission to see contacts.
    pub fn notes_of_contacts(
        &mut self,
        ids: &[ContactId],
        page_request: &PageRequest<NoteId>,
    ) -> Result<HashMap<ContactId, Page<Note>>> {
        let visibility = self.chat_visibility()?;
        if self.operator()?.visible_contacts().is_none() {
            return Ok(HashMap::new());
        }
        let pages = notes::of_contacts(self.related.connection, visibility, ids, page_request)?;
        let rows = self.related.notes(&ids_of(&pages, NoteId))?;
        Ok(filled_pages(pages, ContactId, rows, |row| row.note_id.0))
    }
}

impl Related<'_> {
    /// A page of the notes of each of these chats, oldest first.
    pub fn notes_of_chats(
        &mut self,
        ids: &[ChatId],
        page_request: &PageRequest<NoteId>,
    ) -> Result<HashMap<ChatId, Page<Note>>> {
        let pages = notes::of_chats(self.connection, ids, page_request)?;
        let rows = self.notes(&ids_of(&pages, NoteId))?;
        Ok(filled_pages(pages, ChatId, rows, |row| row.note_id.0))
    }
}
