//! Chats: their lists, those with given ids, and what a list shows of each.

use super::{ChatFilter, ChatKey, ChatOrder, Page, PageRequest, Reader, Related};
use super::{filled_pages, ids_of};
use crate::Result;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use switchboard_model::act::Act;
use switchboard_model::chat::{Chat, Participant};
use switchboard_model::{ActId, ChatId, ChatVisibility, ContactId};
use switchboard_store::act;
use switchboard_store::page::{acts, batch, chats};

impl Reader<'_> {
    /// A page of the visible chats.
    pub fn chats(
        &mut self,
        filter: &ChatFilter,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Result<Page<Chat>> {
        let visibility = self.chat_visibility()?;
        let filter = self.followed(filter)?;
        Ok(chats::page(self.related.connection, visibility, &filter, order, page_request)?)
    }

    /// How many visible chats are like this, counting no further than `max`.
    pub fn chat_count(&mut self, filter: &ChatFilter, max: i64) -> Result<i64> {
        let visibility = self.chat_visibility()?;
        let filter = self.followed(filter)?;
        Ok(chats::count(self.related.connection, visibility, &filter, max)?)
    }

    /// The filter, which asks for the chats of a contact by the one that it was pulled into.
    fn followed<'f>(&mut self, filter: &'f ChatFilter) -> Result<Cow<'f, ChatFilter>> {
        let Some(asked) = filter.contact_id else { return Ok(Cow::Borrowed(filter)) };
        match self.related.united_contacts(&[asked])?.pop() {
            Some((_, root)) => {
                Ok(Cow::Owned(ChatFilter { contact_id: Some(root), ..filter.clone() }))
            }
            None => Ok(Cow::Borrowed(filter)),
        }
    }

    /// The chat with a number, where it is visible.
    pub fn chat_by_number(&mut self, number: i64) -> Result<Option<Chat>> {
        match chats::find_by_number(self.related.connection, number)? {
            Some(id) => Ok(self.visible_chats(&[id])?.pop()),
            None => Ok(None),
        }
    }

    /// Those of these chats that are visible.
    pub fn visible_chats(&mut self, ids: &[ChatId]) -> Result<Vec<Chat>> {
        let ids: Vec<ChatId> = self.visible_chat_ids(ids)?.into_iter().collect();
        self.related.chats(&ids)
    }

    /// A page of the visible chats of each of these contacts, newest message first.
    pub fn chats_of_contacts(
        &mut self,
        ids: &[ContactId],
        page_request: &PageRequest<ChatKey>,
    ) -> Result<HashMap<ContactId, Page<Chat>>> {
        let visibility = self.chat_visibility()?;
        let pages = chats::of_contacts(self.related.connection, visibility, ids, page_request)?;
        let rows = self.related.chats(&ids_of(&pages, ChatId))?;
        Ok(filled_pages(pages, ContactId, rows, |row| row.chat_id.0))
    }

    /// How many messages of each chat the operator has read; chats they never opened are missing.
    pub fn read_counts(&mut self, ids: &[ChatId]) -> Result<HashMap<ChatId, i64>> {
        let operator_id = self.operator()?.operator_id;
        Ok(batch::read_counts(self.related.connection, operator_id, ids)?)
    }

    /// The ids of those of these chats that are visible.
    pub(super) fn visible_chat_ids(&mut self, ids: &[ChatId]) -> Result<HashSet<ChatId>> {
        match self.operator()?.visible_chats() {
            Some(visibility) => {
                Ok(chats::visible(self.related.connection, visibility, ids)?.into_iter().collect())
            }
            None => Ok(HashSet::new()),
        }
    }

    /// The rows whose chat is visible.
    pub(super) fn in_visible_chats<R>(
        &mut self,
        mut rows: Vec<R>,
        chat_of: impl Fn(&R) -> ChatId,
    ) -> Result<Vec<R>> {
        let wanted: HashSet<ChatId> = rows.iter().map(&chat_of).collect();
        let wanted: Vec<ChatId> = wanted.into_iter().collect();
        let visible = self.visible_chat_ids(&wanted)?;
        rows.retain(|row| visible.contains(&chat_of(row)));
        Ok(rows)
    }
}

impl Related<'_> {
    /// Who takes part in these chats now, in the order of joining.
    pub fn participants(&mut self, ids: &[ChatId]) -> Result<Vec<Participant>> {
        Ok(batch::participants(self.connection, ids)?)
    }

    /// The newest chats of these contacts, at most so many of each.
    pub fn newest_chats_of_contacts(&mut self, ids: &[ContactId], max: i64) -> Result<Vec<ChatId>> {
        let (all, page_request) = (ChatVisibility::everything(), PageRequest::first(max));
        let pages = chats::of_contacts(self.connection, &all, ids, &page_request)?;
        Ok(ids_of(&pages, ChatId))
    }

    /// A page of the acts of each of these chats, newest first.
    pub fn acts_of_chats(
        &mut self,
        ids: &[ChatId],
        page_request: &PageRequest<ActId>,
    ) -> Result<HashMap<ChatId, Page<Act>>> {
        let pages = acts::of_chats(self.connection, ids, page_request)?;
        let found = ids_of(&pages, ActId);
        let rows =
            if found.is_empty() { Vec::new() } else { act::by_ids(self.connection, &found)? };
        Ok(filled_pages(pages, ChatId, rows, |row| row.act_id.0))
    }
}
