//! The chats on the board: numbered from 0, each in the sets of what it is like, and in the orders of lists.

mod change;

use crate::by_value::{ByValue, holds};
use crate::interned::Interned;
use crate::limits;
use crate::times::{Span, Times};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::visibility::ChatPlace;
use switchboard_model::{
    ChannelId, ChatId, ChatVisibility, CloseReasonId, LabelId, OperatorId, ReferenceKindId, TeamId,
    Timestamp,
};

/// Chats in an order, by what decides in it and their numbers; the first of the list is the least.
pub(crate) type Ordered<K> = BTreeSet<(K, u32)>;
/// What decides in the order of the newest message.
pub(crate) type MessageKey = (i64, i64);
/// What decides in the order of those who wait.
pub(crate) type WaitingKey = (i64, i64, i64);

/// What is known of a chat by its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) chat_id: ChatId,
    last_message_at: Timestamp,
    waiting_since: Timestamp,
    created_at: Timestamp,
    /// Says nothing of one that is not closed.
    closed_at: Timestamp,
    place: u32,
    close_reason: u32,
    role: u32,
    language: u32,
    pub(crate) status: ChatStatus,
    pub(crate) waiting_on: WaitingOn,
    pub(crate) priority: ChatPriority,
    pub(crate) is_snoozed: bool,
    pub(crate) is_escalated: bool,
    is_closed: bool,
}

/// All chats.
#[derive(Default)]
pub(crate) struct Sets {
    /// Also of chats that are gone, until their numbers are given again.
    rows: Vec<Row>,
    free: Vec<u32>,
    places: Interned<ChatPlace>,
    pub(crate) all: RoaringBitmap,
    statuses: [RoaringBitmap; ChatStatus::ALL.len()],
    waiting: [RoaringBitmap; WaitingOn::ALL.len()],
    priorities: [RoaringBitmap; ChatPriority::ALL.len()],
    pub(crate) snoozed: RoaringBitmap,
    pub(crate) escalated: RoaringBitmap,
    pub(crate) examples: RoaringBitmap,
    /// Neither assigned nor joined.
    pub(crate) unassigned: RoaringBitmap,
    /// In which the customer wrote.
    pub(crate) heard: RoaringBitmap,
    pub(crate) channels: ByValue<ChannelId>,
    pub(crate) teams: ByValue<TeamId>,
    /// Assigned to an operator, or joined by them.
    pub(crate) staffed: ByValue<OperatorId>,
    pub(crate) joined: ByValue<OperatorId>,
    pub(crate) labels: ByValue<LabelId>,
    /// About objects of these kinds.
    pub(crate) reference_kinds: ByValue<ReferenceKindId>,
    pub(crate) close_reasons: Interned<Option<CloseReasonId>>,
    /// By the roles of their contacts.
    pub(crate) roles: Interned<Option<String>>,
    /// By the languages of their contacts.
    pub(crate) languages: Interned<Option<String>>,
    created: Times,
    closed: Times,
    /// Of which an operator has read all that the customer wrote.
    pub(crate) read: ByValue<OperatorId>,
    pub(crate) by_message: Ordered<MessageKey>,
    pub(crate) by_id: Ordered<i64>,
    /// Those that wait for an operator.
    pub(crate) by_waiting: Ordered<WaitingKey>,
}

impl Sets {
    /// How many chats there are.
    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn row(&self, number: u32) -> &Row {
        &self.rows[number as usize]
    }

    /// The number of a chat.
    pub(crate) fn number_of(&self, id: ChatId) -> Option<u32> {
        self.by_id.range((!id.0, 0)..=(!id.0, u32::MAX)).next().map(|(_, number)| *number)
    }

    /// The chats behind one, up to another or the last.
    pub(crate) fn between(
        &self,
        after: ChatId,
        last: Option<ChatId>,
    ) -> impl Iterator<Item = ChatId> + '_ {
        let last = last.map_or(i64::MIN, |id| !id.0);
        let range = self.by_id.range((last, 0)..(!after.0, 0));
        range.map(|(key, _)| ChatId(!*key))
    }

    pub(crate) fn in_status(&self, status: ChatStatus) -> &RoaringBitmap {
        &self.statuses[status as usize]
    }

    pub(crate) fn waiting_on(&self, whom: WaitingOn) -> &RoaringBitmap {
        &self.waiting[whom as usize]
    }

    pub(crate) fn with_priority(&self, priority: ChatPriority) -> &RoaringBitmap {
        &self.priorities[priority as usize]
    }

    /// Where a chat is.
    pub(crate) fn place(&self, number: u32) -> ChatPlace {
        *self.places.get(self.row(number).place)
    }

    pub(crate) fn close_reason(&self, number: u32) -> Option<CloseReasonId> {
        *self.close_reasons.get(self.row(number).close_reason)
    }

    /// The role of a chat's contact.
    pub(crate) fn role(&self, number: u32) -> &Option<String> {
        self.roles.get(self.row(number).role)
    }

    /// The language of a chat's contact.
    pub(crate) fn language(&self, number: u32) -> &Option<String> {
        self.languages.get(self.row(number).language)
    }

    /// May a chat be seen by a viewer.
    pub(crate) fn is_visible(
        &self,
        number: u32,
        visibility: &ChatVisibility,
        viewer_id: OperatorId,
    ) -> bool {
        let is_participant = holds(&self.joined, &viewer_id, number);
        visibility.allows_at(self.place(number), is_participant)
    }

    /// All chats that a viewer may see; none where that is all there are.
    pub(crate) fn visible(
        &self,
        visibility: &ChatVisibility,
        viewer_id: OperatorId,
    ) -> Option<RoaringBitmap> {
        if visibility.is_everything() {
            return None;
        }
        let mut visible = self.places.chats_where(|place| visibility.allows_at(*place, false));
        let joined = self.joined.get(&viewer_id).into_iter().flatten();
        visible.extend(joined.filter(|number| visibility.allows_at(self.place(*number), true)));
        Some(visible)
    }

    /// Has an operator messages of the customer to read in it.
    pub(crate) fn is_unread(&self, number: u32, operator_id: OperatorId) -> bool {
        self.heard.contains(number) && !holds(&self.read, &operator_id, number)
    }

    /// The chats in which an operator has messages of the customer to read.
    pub(crate) fn unread(&self, operator_id: OperatorId) -> RoaringBitmap {
        match self.read.get(&operator_id) {
            Some(read) => &self.heard - read,
            None => self.heard.clone(),
        }
    }

    /// The newest message of the chat was stored at this time or later.
    pub(crate) fn is_since(&self, number: u32, at: Timestamp) -> bool {
        self.row(number).last_message_at >= at
    }

    /// The chats whose newest message was stored at this time or later.
    pub(crate) fn since(&self, at: Timestamp) -> RoaringBitmap {
        let newest = self.by_message.range(..=((!at.0, i64::MAX), u32::MAX));
        let few = self.len() / limits::GATHERED_PART;
        let gathered: Vec<u32> = newest.map(|(_, number)| *number).take(few + 1).collect();
        if gathered.len() <= few {
            return gathered.into_iter().collect();
        }
        self.all.iter().filter(|number| self.is_since(*number, at)).collect()
    }

    /// Was the chat opened in this span.
    pub(crate) fn is_created_in(&self, number: u32, span: Span) -> bool {
        span.has(self.row(number).created_at)
    }

    /// The chats that were opened in this span.
    pub(crate) fn created_in(&self, span: Span) -> RoaringBitmap {
        self.created.within(span, |number| self.row(number).created_at)
    }

    /// Is the chat closed, since a time in this span.
    pub(crate) fn is_closed_in(&self, number: u32, span: Span) -> bool {
        let row = self.row(number);
        row.is_closed && span.has(row.closed_at)
    }

    /// The chats that are closed since a time in this span.
    pub(crate) fn closed_in(&self, span: Span) -> RoaringBitmap {
        self.closed.within(span, |number| self.row(number).closed_at)
    }

    pub(crate) fn message_key(&self, number: u32) -> MessageKey {
        let row = self.row(number);
        (!row.last_message_at.0, !row.chat_id.0)
    }

    pub(crate) fn waiting_key(&self, number: u32) -> WaitingKey {
        let row = self.row(number);
        (row.priority.rank(), row.waiting_since.0, row.chat_id.0)
    }
}
