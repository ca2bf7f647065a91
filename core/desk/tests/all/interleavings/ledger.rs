//! What those who work in a schedule know of it: whose chats there are, and what was written, said and sent.

use super::steps::CHATS;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use switchboard_model::ChatId;

/// What is known of a schedule.
#[derive(Default)]
pub struct Ledger {
    /// The chats that each customer has had, as they are learned of.
    known: Mutex<[Vec<ChatId>; CHATS]>,
    deleted: Mutex<BTreeSet<ChatId>>,
    /// What customers wrote, and where.
    wrote: Mutex<Vec<(ChatId, String)>>,
    /// What operators said to them, and where.
    said: Mutex<Vec<(ChatId, String)>>,
    /// What left the server.
    left: Mutex<Vec<String>>,
}

impl Ledger {
    /// A customer wrote, in this chat.
    pub fn writes(&self, customer: usize, chat_id: ChatId, text: String) {
        self.wrote.lock().push((chat_id, text));
        let mut known = self.known.lock();
        let ids = &mut known[customer];
        if !ids.contains(&chat_id) {
            ids.push(chat_id);
        }
    }

    pub fn says(&self, chat_id: ChatId, text: String) {
        self.said.lock().push((chat_id, text));
    }

    pub fn leaves(&self, text: Option<String>) {
        self.left.lock().extend(text);
    }

    pub fn deletes(&self, chat_id: ChatId) {
        self.deleted.lock().insert(chat_id);
    }

    /// The chat that a customer has, or the last one that they had.
    pub fn chat(&self, customer: usize) -> ChatId {
        let (known, deleted) = (self.known.lock(), self.deleted.lock());
        let ids = &known[customer];
        let live = ids.iter().rfind(|id| !deleted.contains(*id));
        *live.or(ids.last()).expect("everybody has written")
    }

    /// The chats that were not deleted, with their customers.
    pub fn chats(&self) -> Vec<(usize, ChatId)> {
        let (known, deleted) = (self.known.lock(), self.deleted.lock());
        let of = |(customer, ids): (usize, &Vec<ChatId>)| -> Vec<(usize, ChatId)> {
            ids.iter().map(|id| (customer, *id)).collect()
        };
        let all = known.iter().enumerate().flat_map(of);
        all.filter(|(_, id)| !deleted.contains(id)).collect()
    }

    /// The texts that have to be in these chats.
    pub fn texts(&self) -> Vec<String> {
        [self.staying(&self.wrote), self.staying(&self.said)].concat()
    }

    /// What was said to customers.
    pub fn said(&self) -> BTreeSet<String> {
        self.said.lock().iter().map(|(_, text)| text.clone()).collect()
    }

    /// What of that has to leave: what waits in a deleted chat does not.
    pub fn must_leave(&self) -> BTreeSet<String> {
        self.staying(&self.said).into_iter().collect()
    }

    /// What left the server.
    pub fn left(&self) -> Vec<String> {
        self.left.lock().clone()
    }

    fn staying(&self, texts: &Mutex<Vec<(ChatId, String)>>) -> Vec<String> {
        let (texts, deleted) = (texts.lock(), self.deleted.lock());
        let stay = texts.iter().filter(|(chat_id, _)| !deleted.contains(chat_id));
        stay.map(|(_, text)| text.clone()).collect()
    }
}
