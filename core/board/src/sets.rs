//! The chats on the board: numbered from 0, each in the sets of what it is like, and in the orders of lists.

use crate::by_value::{ByValue, holds, mark, set, sorted, values};
use crate::{limits, places::Places};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};
use switchboard_model::visibility::ChatPlace;
use switchboard_model::{
    ChannelId, ChatId, ChatVisibility, LabelId, OperatorId, TeamId, Timestamp,
};
use switchboard_store::page::standing::{Standing, StandingRow};

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
    place: u32,
    pub(crate) status: ChatStatus,
    pub(crate) waiting_on: WaitingOn,
    pub(crate) priority: ChatPriority,
    pub(crate) is_snoozed: bool,
    pub(crate) is_escalated: bool,
}

/// All chats.
#[derive(Default)]
pub(crate) struct Sets {
    /// Also of chats that are gone, until their numbers are given again.
    rows: Vec<Row>,
    free: Vec<u32>,
    places: Places,
    pub(crate) all: RoaringBitmap,
    statuses: [RoaringBitmap; ChatStatus::ALL.len()],
    waiting: [RoaringBitmap; WaitingOn::ALL.len()],
    priorities: [RoaringBitmap; ChatPriority::ALL.len()],
    pub(crate) snoozed: RoaringBitmap,
    pub(crate) escalated: RoaringBitmap,
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
        self.places.get(self.row(number).place)
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
        let mut visible = self.places.chats_where(|place| visibility.allows_at(place, false));
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

    pub(crate) fn message_key(&self, number: u32) -> MessageKey {
        let row = self.row(number);
        (!row.last_message_at.0, !row.chat_id.0)
    }

    pub(crate) fn waiting_key(&self, number: u32) -> WaitingKey {
        let row = self.row(number);
        (row.priority.rank(), row.waiting_since.0, row.chat_id.0)
    }

    /// Puts a chat where it stands now, whether or not it was there before.
    pub(crate) fn put(&mut self, standing: &Standing) {
        let chat = &standing.chat;
        let known = self.number_of(chat.chat_id);
        let number = match known {
            Some(number) => {
                self.take_single(number);
                number
            }
            None => self.free.pop().unwrap_or(u32::try_from(self.rows.len()).unwrap_or(u32::MAX)),
        };
        self.put_single(number, chat);
        let mut staff = standing.participants.clone();
        staff.extend(chat.operator_id);
        set(&mut self.unassigned, number, staff.is_empty());
        let is_new = known.is_none();
        mark(&mut self.staffed, number, &staff, is_new);
        mark(&mut self.joined, number, &standing.participants, is_new);
        mark(&mut self.labels, number, &standing.labels, is_new);
        mark(&mut self.read, number, &standing.readers, is_new);
    }

    /// Takes a chat off the board, if it is on it.
    pub(crate) fn remove(&mut self, id: ChatId) {
        let Some(number) = self.number_of(id) else { return };
        self.take_single(number);
        self.unassigned.remove(number);
        mark(&mut self.staffed, number, &[], false);
        mark(&mut self.joined, number, &[], false);
        mark(&mut self.labels, number, &[], false);
        mark(&mut self.read, number, &[], false);
        self.free.push(number);
    }

    /// What a chat has one value of.
    fn put_single(&mut self, number: u32, chat: &StandingRow) {
        let StandingRow { chat_id, channel_id, team_id, operator_id, .. } = *chat;
        let place = ChatPlace { channel_id, team_id, operator_id };
        let row = Row {
            chat_id,
            last_message_at: chat.last_message_at,
            waiting_since: chat.waiting_since.unwrap_or_default(),
            place: self.places.put(number, place),
            status: chat.status,
            waiting_on: chat.waiting_on,
            priority: chat.priority,
            is_snoozed: chat.snoozed_until.is_some(),
            is_escalated: chat.escalation_level > 0,
        };
        match self.rows.get_mut(number as usize) {
            Some(before) => *before = row,
            None => self.rows.push(row),
        }
        self.all.insert(number);
        self.statuses[row.status as usize].insert(number);
        self.waiting[row.waiting_on as usize].insert(number);
        self.priorities[row.priority as usize].insert(number);
        set(&mut self.snoozed, number, row.is_snoozed);
        set(&mut self.escalated, number, row.is_escalated);
        set(&mut self.heard, number, chat.inbound_count > 0);
        self.channels.entry(channel_id).or_default().insert(number);
        if let Some(team_id) = team_id {
            self.teams.entry(team_id).or_default().insert(number);
        }
        self.by_id.insert((!chat_id.0, number));
        self.by_message.insert((self.message_key(number), number));
        if row.waiting_on == WaitingOn::Operator {
            self.by_waiting.insert((self.waiting_key(number), number));
        }
    }

    fn take_single(&mut self, number: u32) {
        let (row, place) = (*self.row(number), self.place(number));
        self.by_message.remove(&(self.message_key(number), number));
        self.by_waiting.remove(&(self.waiting_key(number), number));
        self.by_id.remove(&(!row.chat_id.0, number));
        self.places.take(number, row.place);
        self.all.remove(number);
        self.statuses[row.status as usize].remove(number);
        self.waiting[row.waiting_on as usize].remove(number);
        self.priorities[row.priority as usize].remove(number);
        self.snoozed.remove(number);
        self.escalated.remove(number);
        self.heard.remove(number);
        if let Some(chats) = self.channels.get_mut(&place.channel_id) {
            chats.remove(number);
        }
        if let Some(chats) = place.team_id.and_then(|id| self.teams.get_mut(&id)) {
            chats.remove(number);
        }
    }

    /// Is a chat on the board exactly as it stands.
    pub(crate) fn is_as(&self, standing: &Standing) -> bool {
        let chat = &standing.chat;
        let Some(number) = self.number_of(chat.chat_id) else { return false };
        let StandingRow { channel_id, team_id, operator_id, .. } = *chat;
        let row = self.row(number);
        row.last_message_at == chat.last_message_at
            && row.waiting_since == chat.waiting_since.unwrap_or_default()
            && (row.status, row.waiting_on, row.priority)
                == (chat.status, chat.waiting_on, chat.priority)
            && row.is_snoozed == chat.snoozed_until.is_some()
            && row.is_escalated == (chat.escalation_level > 0)
            && self.place(number) == ChatPlace { channel_id, team_id, operator_id }
            && self.heard.contains(number) == (chat.inbound_count > 0)
            && values(&self.joined, number) == sorted(&standing.participants)
            && values(&self.labels, number) == sorted(&standing.labels)
            && values(&self.read, number) == sorted(&standing.readers)
    }
}
