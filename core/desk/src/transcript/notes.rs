//! The notes of a chat, each at its time among what was said: for operators alone.

use super::said::{Entry, EntryKind};
use crate::limits::EXPORT_PAGE_MESSAGES;
use crate::read::{PageRequest, Related};
use crate::{Desk, Result};
use std::collections::{HashMap, VecDeque};
use switchboard_model::{ChatId, NoteId, OperatorId};

/// The notes that were not yet put among the rest.
pub(super) struct Notes {
    chat_id: ChatId,
    waiting: VecDeque<Entry>,
    after: Option<NoteId>,
    has_more: bool,
}

impl Notes {
    /// All of a chat.
    pub(super) fn of(chat_id: ChatId) -> Self {
        Self { chat_id, waiting: VecDeque::new(), after: None, has_more: true }
    }

    /// These entries with the notes that were written before each, and behind the last page all that are
    /// left.
    pub(super) async fn among(
        &mut self,
        desk: &Desk,
        said: Vec<Entry>,
        is_last: bool,
    ) -> Result<Vec<Entry>> {
        let mut all = Vec::with_capacity(said.len());
        for entry in said {
            while let Some(note) = self.before(desk, entry.position).await? {
                all.push(note);
            }
            all.push(entry);
        }
        while is_last && let Some(note) = self.before(desk, i64::MAX).await? {
            all.push(note);
        }
        Ok(all)
    }

    /// The next note, where it was written before this place.
    async fn before(&mut self, desk: &Desk, position: i64) -> Result<Option<Entry>> {
        if self.waiting.is_empty() && self.has_more {
            self.read(desk).await?;
        }
        let is_next = self.waiting.front().is_some_and(|note| note.position < position);
        Ok(if is_next { self.waiting.pop_front() } else { None })
    }

    async fn read(&mut self, desk: &Desk) -> Result<()> {
        let chat_id = self.chat_id;
        let wanted = PageRequest { after: self.after, ..PageRequest::first(EXPORT_PAGE_MESSAGES) };
        let read = move |related: &mut Related<'_>| -> Result<_> {
            let page =
                related.notes_of_chats(&[chat_id], &wanted)?.remove(&chat_id).unwrap_or_default();
            let mut ids: Vec<OperatorId> =
                page.items.iter().filter_map(|note| note.operator_id).collect();
            ids.sort_unstable();
            ids.dedup();
            let operators = related.operators(&ids)?.into_iter();
            let names: HashMap<OperatorId, String> =
                operators.map(|one| (one.operator_id, one.name)).collect();
            Ok((page, names))
        };
        let (page, names) = desk.read_related(read).await?;
        self.has_more = page.has_next;
        self.after = page.items.last().map(|note| note.note_id);
        self.waiting.extend(page.items.into_iter().map(|note| Entry {
            position: note.note_id.0,
            at: note.created_at,
            author: note.operator_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            role: None,
            kind: EntryKind::Inside,
            is_edited: note.version > 1,
            body: note.body,
            quoted: None,
            files: Vec::new(),
            is_deleted: false,
        }));
        Ok(())
    }
}
