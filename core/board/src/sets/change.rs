//! A chat comes onto the board, stands otherwise, or goes: it is taken out of the sets of what it was like and put
//! into those of what it is.

use super::{Row, Sets};
use crate::by_value::{mark, set, sorted, values};
use switchboard_model::ChatId;
use switchboard_model::chat::WaitingOn;
use switchboard_model::visibility::ChatPlace;
use switchboard_store::page::standing::{Standing, StandingRow};

impl Sets {
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
        self.put_single(number, standing);
        let mut staff = standing.participants.clone();
        staff.extend(chat.operator_id);
        set(&mut self.unassigned, number, staff.is_empty());
        let is_new = known.is_none();
        mark(&mut self.staffed, number, &staff, is_new);
        mark(&mut self.joined, number, &standing.participants, is_new);
        mark(&mut self.labels, number, &standing.labels, is_new);
        mark(&mut self.reference_kinds, number, &standing.reference_kinds, is_new);
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
        mark(&mut self.reference_kinds, number, &[], false);
        mark(&mut self.read, number, &[], false);
        self.free.push(number);
    }

    /// What a chat has one value of.
    fn put_single(&mut self, number: u32, standing: &Standing) {
        let chat = &standing.chat;
        let StandingRow { chat_id, channel_id, team_id, operator_id, .. } = *chat;
        let place = ChatPlace { channel_id, team_id, operator_id };
        let row = Row {
            chat_id,
            last_message_at: chat.last_message_at,
            waiting_since: chat.waiting_since.unwrap_or_default(),
            created_at: chat.created_at,
            closed_at: chat.closed_at.unwrap_or_default(),
            place: self.places.put(number, &place),
            close_reason: self.close_reasons.put(number, &chat.close_reason_id),
            role: self.roles.put(number, &standing.role),
            language: self.languages.put(number, &standing.language),
            status: chat.status,
            waiting_on: chat.waiting_on,
            priority: chat.priority,
            is_snoozed: chat.snoozed_until.is_some(),
            is_escalated: chat.escalation_level > 0,
            is_closed: chat.closed_at.is_some(),
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
        set(&mut self.examples, number, standing.is_example);
        self.created.put(number, row.created_at);
        if row.is_closed {
            self.closed.put(number, row.closed_at);
        }
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
        self.close_reasons.take(number, row.close_reason);
        self.roles.take(number, row.role);
        self.languages.take(number, row.language);
        self.created.take(number, row.created_at);
        if row.is_closed {
            self.closed.take(number, row.closed_at);
        }
        self.all.remove(number);
        self.statuses[row.status as usize].remove(number);
        self.waiting[row.waiting_on as usize].remove(number);
        self.priorities[row.priority as usize].remove(number);
        self.snoozed.remove(number);
        self.escalated.remove(number);
        self.heard.remove(number);
        self.examples.remove(number);
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
            && row.created_at == chat.created_at
            && row.is_closed.then_some(row.closed_at) == chat.closed_at
            && self.close_reason(number) == chat.close_reason_id
            && (self.role(number), self.language(number)) == (&standing.role, &standing.language)
            && self.examples.contains(number) == standing.is_example
            && self.place(number) == ChatPlace { channel_id, team_id, operator_id }
            && self.heard.contains(number) == (chat.inbound_count > 0)
            && values(&self.joined, number) == sorted(&standing.participants)
            && values(&self.labels, number) == sorted(&standing.labels)
            && values(&self.reference_kinds, number) == sorted(&standing.reference_kinds)
            && values(&self.read, number) == sorted(&standing.readers)
    }
}
