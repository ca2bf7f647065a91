//! Chats: their lists, those with given ids, and what a list shows of each.

use super::{ChatCount, ChatKey, Page, PageRequest, Reader, Related};
use super::{filled_pages, ids_of};
use crate::Result;
use crate::check::check_filter;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use switchboard_model::act::Act;
use switchboard_model::chat::{Chat, Participant};
use switchboard_model::chat_example::ChatExample;
use switchboard_model::chat_rating::ChatRating;
use switchboard_model::chat_route::ChatRoute;
use switchboard_model::name_order::NameKey;
use switchboard_model::reference::ChatReference;
use switchboard_model::{
    ActId, ChatFilter, ChatId, ChatOrder, ChatVisibility, ContactId, EventCursor, FilterContext,
    IdentityId, OperatorId, Timestamp,
};
use switchboard_store::page::board::{Onlooker, found_page};
use switchboard_store::page::{acts, batch, chats};
use switchboard_store::{
    act, chat_attribute, chat_example, chat_rating, chat_reference, chat_route, contact_name,
    message,
};

impl<'a> Reader<'a> {
    /// A page of the visible chats that are like this for an operator: the one who reads, or a colleague
    /// in whose place they look.
    pub fn chats(
        &mut self,
        filter: &ChatFilter,
        of: OperatorId,
        order: ChatOrder,
        page_request: &PageRequest<ChatKey>,
    ) -> Result<Page<Chat>> {
        let onlooker = self.onlooker(of)?;
        let kept = self.board.and_then(|board| board.page(onlooker, filter, order, page_request));
        if let Some(kept) = kept {
            let (connection, visibility) = (&mut *self.related.connection, onlooker.visibility);
            if let Some(page) = found_page(connection, visibility, &kept, page_request)? {
                return Ok(page);
            }
        }
        let wanted = onlooker.wanted(filter);
        Ok(chats::page(self.related.connection, wanted, order, page_request)?)
    }

    /// Refuses a filter that is beyond its bounds, or asks for an attribute that is none to filter by.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn check_filter(&mut self, filter: &ChatFilter) -> Result<()> {
        check_filter(self.related.connection, filter)
    }

    /// Where the names of the contacts of these chats stand, in an order that asks for it.
    pub fn names_in_order(
        &mut self,
        page: &Page<Chat>,
        order: ChatOrder,
    ) -> Result<HashMap<ContactId, NameKey>> {
        if !order.is_by_name() || page.items.is_empty() {
            return Ok(HashMap::new());
        }
        let contacts: Vec<ContactId> = page.items.iter().map(|chat| chat.contact_id).collect();
        Ok(contact_name::keys_of(self.related.connection, &contacts)?)
    }

    /// How many visible chats are like this, counting no further than `max`.
    pub fn chat_count(&mut self, filter: &ChatFilter, max: i64) -> Result<i64> {
        let onlooker = self.onlooker(self.operator()?.operator_id)?;
        let filters = std::slice::from_ref(filter);
        if let Some(counted) = self.counts_of_board(onlooker, filters, None)? {
            return Ok(counted.first().map_or(0, |count| count.total.min(max)));
        }
        let wanted = onlooker.wanted(filter);
        Ok(chats::count(self.related.connection, wanted, max)?)
    }

    /// How many visible chats are like each of these for an operator, exactly, and how many of them that
    /// operator has not read: all of one moment, at a place in the log or later.
    pub fn chat_counts(
        &mut self,
        filters: &[ChatFilter],
        of: OperatorId,
        from: EventCursor,
    ) -> Result<Vec<ChatCount>> {
        let onlooker = self.onlooker(of)?;
        if let Some(counted) = self.counts_of_board(onlooker, filters, Some(from))? {
            return Ok(counted);
        }
        let Onlooker { visibility, context, .. } = onlooker;
        Ok(chats::counts(self.related.connection, visibility, filters, context)?)
    }

    /// The counts as far as they are kept in memory, with those of the rest, all of one moment; none where
    /// they are not.
    fn counts_of_board(
        &mut self,
        onlooker: Onlooker<'_>,
        filters: &[ChatFilter],
        from: Option<EventCursor>,
    ) -> Result<Option<Vec<ChatCount>>> {
        let Some(kept) = self.board.and_then(|board| board.counts(onlooker, filters, from)) else {
            return Ok(None);
        };
        if from.is_some() && kept.found.iter().all(Option::is_some) {
            return Ok(kept.found.into_iter().collect());
        }
        let Onlooker { visibility, context, .. } = onlooker;
        let rest = filters.iter().zip(&kept.found).filter(|(_, found)| found.is_none());
        let rest: Vec<ChatFilter> = rest.map(|(filter, _)| filter.clone()).collect();
        let connection = &mut *self.related.connection;
        let Some(rest) =
            chats::counts_beside(connection, visibility, &rest, context, kept.through)?
        else {
            return Ok(None);
        };
        let mut rest = rest.into_iter();
        Ok(kept.found.into_iter().map(|found| found.or_else(|| rest.next())).collect())
    }

    /// The ids of visible chats that are like this, the oldest chat first, behind one of them.
    pub fn chat_ids(
        &mut self,
        filter: &ChatFilter,
        after: Option<ChatId>,
        max: i64,
    ) -> Result<Vec<ChatId>> {
        let onlooker = self.onlooker(self.operator()?.operator_id)?;
        Ok(chats::ids(self.related.connection, onlooker.wanted(filter), after, max)?)
    }

    /// The operator who reads, for whom or for a colleague filters are meant.
    fn onlooker(&self, of: OperatorId) -> Result<Onlooker<'a>> {
        let context = FilterContext { operator_id: of, now: self.now };
        let viewer_id = self.operator()?.operator_id;
        Ok(Onlooker { visibility: self.chat_visibility()?, viewer_id, context })
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

    /// The rows whose chat is visible, and those in none.
    pub(super) fn in_visible_chats<R>(
        &mut self,
        mut rows: Vec<R>,
        chat_of: impl Fn(&R) -> Option<ChatId>,
    ) -> Result<Vec<R>> {
        let wanted: HashSet<ChatId> = rows.iter().filter_map(&chat_of).collect();
        let wanted: Vec<ChatId> = wanted.into_iter().collect();
        let visible = self.visible_chat_ids(&wanted)?;
        rows.retain(|row| chat_of(row).is_none_or(|id| visible.contains(&id)));
        Ok(rows)
    }
}

impl Related<'_> {
    /// Who takes part in these chats now, in the order of joining.
    pub fn participants(&mut self, ids: &[ChatId]) -> Result<Vec<Participant>> {
        Ok(batch::participants(self.connection, ids)?)
    }

    /// The routes of these chats by which what is said comes to them, those of a chat in the order in which
    /// they were added.
    pub fn routes_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<ChatRoute>> {
        let mut rows = chat_route::of_chats(self.connection, ids)?;
        rows.retain(|row| row.is_current);
        Ok(rows)
    }

    /// When the customers of these addresses last wrote by them; those who have not since a time are left out.
    pub fn last_heard(
        &mut self,
        ids: &[IdentityId],
        since: Timestamp,
    ) -> Result<HashMap<IdentityId, Timestamp>> {
        Ok(message::last_heard(self.connection, ids, since)?)
    }

    /// The newest chats of these contacts, at most so many of each.
    pub fn newest_chats_of_contacts(&mut self, ids: &[ContactId], max: i64) -> Result<Vec<ChatId>> {
        let (all, page_request) = (ChatVisibility::everything(), PageRequest::first(max));
        let pages = chats::of_contacts(self.connection, &all, ids, &page_request)?;
        Ok(ids_of(&pages, ChatId))
    }

    /// What their customers said of these chats, of the newest round of each first; reads nothing where there
    /// are none.
    pub fn ratings_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<ChatRating>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(chat_rating::of_chats(self.connection, ids)?)
    }

    /// The company's objects that these chats are about, those of a chat by kind and id; reads nothing where
    /// there are none.
    pub fn references_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<ChatReference>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(chat_reference::of_chats(self.connection, ids)?)
    }

    /// The company's own attributes of these chats, of those that have some; reads nothing where there are none.
    pub fn attributes_of_chats(
        &mut self,
        ids: &[ChatId],
    ) -> Result<HashMap<ChatId, Map<String, Value>>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(chat_attribute::of_chats(self.connection, ids)?)
    }

    /// What these chats are examples of, those that are; reads nothing where there are none.
    pub fn examples_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<ChatExample>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(chat_example::of_chats(self.connection, ids)?)
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
