//! All that stands in chats: messages, notes and acts in one order.

use super::{EntryKey, EntryKind, Page, PageRequest, Related};
use crate::Result;
use std::collections::HashMap;
use switchboard_model::act::Act;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::{ActId, ChatId, MessageId, NoteId};
use switchboard_store::act;
use switchboard_store::page::entries;

/// Pages of entries, and the rows that they name.
#[derive(Default)]
pub struct Entries {
    /// Which entries, of each chat.
    pub pages: HashMap<ChatId, Page<EntryKey>>,
    /// The messages among them, in any order.
    pub messages: Vec<Message>,
    /// The notes among them.
    pub notes: Vec<Note>,
    /// The acts among them.
    pub acts: Vec<Act>,
}

impl Related<'_> {
    /// A page of the entries of these kinds of each of these chats, oldest first.
    pub fn entries_of_chats(
        &mut self,
        ids: &[ChatId],
        kinds: &[EntryKind],
        page_request: &PageRequest<EntryKey>,
    ) -> Result<Entries> {
        let pages = entries::of_chats(self.connection, ids, kinds, page_request)?;
        self.entries(pages.into_iter().map(|(id, page)| (ChatId(id), page)).collect())
    }

    /// So many entries of a chat with this one in their middle.
    pub fn entries_around(
        &mut self,
        chat_id: ChatId,
        kinds: &[EntryKind],
        place: EntryKey,
        count: i64,
    ) -> Result<Entries> {
        let mut halves = Vec::new();
        for half in PageRequest::around(place, count) {
            let mut pages = entries::of_chats(self.connection, &[chat_id], kinds, &half)?;
            halves.push(pages.remove(&chat_id.0).unwrap_or_default());
        }
        let behind = halves.pop().unwrap_or_default();
        let before = halves.pop().unwrap_or_default();
        self.entries(HashMap::from([(chat_id, Page::joined(before, place, behind))]))
    }

    fn entries(&mut self, pages: HashMap<ChatId, Page<EntryKey>>) -> Result<Entries> {
        let of = |kind: EntryKind| {
            let keys = pages.values().flat_map(|page| &page.items);
            keys.filter(move |key| key.kind == kind.rank()).map(|key| key.id)
        };
        let messages: Vec<MessageId> = of(EntryKind::Message).map(MessageId).collect();
        let notes: Vec<NoteId> = of(EntryKind::Note).map(NoteId).collect();
        let acts: Vec<ActId> = of(EntryKind::Act).map(ActId).collect();
        Ok(Entries {
            messages: self.messages(&messages)?,
            notes: self.notes(&notes)?,
            acts: if acts.is_empty() { Vec::new() } else { act::by_ids(self.connection, &acts)? },
            pages,
        })
    }
}
