//! The truth: the messages of the table, and the order in which the log tells them.

use super::{follower::Held, writer::Written};
use std::collections::{HashMap, HashSet};
use switchboard_model::{
    ChatId, EventCursor, MessageId,
    event::{Event, EventKind},
    message::Message,
};
use switchboard_store::{
    DatabaseConnection, StoreError,
    log::{self, LogPage},
    message,
    page::{PageRequest, messages::of_chats},
};
use switchboard_testkit::database::TestDatabase;

/// Events that are read at once.
const PAGE: i64 = 500;
/// More messages than a run writes.
const ROWS_MAX: i64 = 1_000_000;

/// The messages of the table, in the order of the log.
pub struct Table {
    messages: Vec<Message>,
    ids: Vec<String>,
}

impl Table {
    /// Reads it.
    pub async fn read(database: &TestDatabase) -> Self {
        let store = database.open().await;
        let epoch = store.epoch();
        let read = move |connection: &mut DatabaseConnection| {
            let created = created(connection, EventCursor::start(epoch))?;
            let mut rows = HashMap::new();
            for ids in created.chunks(100) {
                rows.extend(
                    message::by_ids(connection, ids)?.into_iter().map(|row| (row.message_id, row)),
                );
            }
            let messages: Vec<Message> = created.iter().filter_map(|id| rows.remove(id)).collect();
            assert_eq!(
                messages.len(),
                created.len(),
                "the log tells a message twice, or one that is not there"
            );
            let chats: HashSet<ChatId> = messages.iter().map(|message| message.chat_id).collect();
            let chats: Vec<ChatId> = chats.into_iter().collect();
            let pages = of_chats(connection, &chats, &PageRequest::first(ROWS_MAX))?;
            let count: usize = pages.values().map(|page| page.items.len()).sum();
            assert_eq!(count, messages.len(), "the table has messages that the log does not tell");
            Ok::<_, StoreError>(messages)
        };
        let messages = store.read(read).await.expect("the table can be read");
        store.close().await;
        let ids = messages.iter().map(|message| message.message_id.to_string()).collect();
        Self { messages, ids }
    }

    /// Each message that was confirmed is there once, under the id that was told, and nothing else.
    pub fn holds_exactly(&self, written: &[Written]) {
        let stored: HashMap<&str, &str> = self
            .messages
            .iter()
            .map(|row| row.body.as_str())
            .zip(self.ids.iter().map(String::as_str))
            .collect();
        assert_eq!(stored.len(), self.messages.len(), "a message is in the table twice");
        for one in written {
            let id = stored.get(one.body.as_str());
            assert_eq!(id, Some(&one.message_id.as_str()), "{} was confirmed", one.body);
        }
        assert_eq!(self.messages.len(), written.len(), "the table has messages that nobody wrote");
    }

    /// The last message of a chat, or of all.
    pub fn last(&self, chat: Option<&str>) -> &str {
        self.list(chat).last().expect("something was written")
    }

    /// The client's list is that of the table: all of it, once, in order. Where the client was told to
    /// read again, what it read and what it was told afterwards are all of it.
    pub fn is_list_of(&self, number: usize, held: &Held, chat: Option<&str>) {
        assert_eq!(held.refusal, None, "client {number} was refused");
        let list = self.list(chat);
        let Some(known) = &held.known else {
            assert_same(number, &held.messages, &list);
            return;
        };
        let begin = list.len().checked_sub(held.messages.len());
        let begin = begin.unwrap_or_else(|| panic!("client {number} was told too much"));
        assert_same(number, &held.messages, &list[begin..]);
        let known: HashSet<&str> = known.iter().map(String::as_str).collect();
        let missing = list[..begin].iter().filter(|id| !known.contains(**id)).count();
        assert_eq!(missing, 0, "client {number} misses messages from before its reset");
    }

    fn list(&self, chat: Option<&str>) -> Vec<&str> {
        let chat: Option<ChatId> = chat.map(|chat| chat.parse().expect("the id of a chat"));
        let is_wanted = |row: &Message| chat.is_none_or(|chat| row.chat_id == chat);
        let both = self.messages.iter().zip(&self.ids);
        both.filter(|(row, _)| is_wanted(row)).map(|(_, id)| id.as_str()).collect()
    }
}

fn created(
    connection: &mut DatabaseConnection,
    mut place: EventCursor,
) -> Result<Vec<MessageId>, StoreError> {
    let mut all = Vec::new();
    loop {
        let LogPage::Events(events) = log::after(connection, place, PAGE)? else {
            panic!("the log has lost its beginning");
        };
        let Some(last) = events.last() else { return Ok(all) };
        place = last.cursor;
        let is_created = |event: &&Event| event.event.kind == EventKind::MessageCreated;
        all.extend(events.iter().filter(is_created).map(|event| MessageId(event.event.subject_id)));
    }
}

/// Says where two lists part, not only that they do.
fn assert_same(number: usize, told: &[String], stored: &[&str]) {
    let place = told.iter().zip(stored).take_while(|(told, stored)| told == *stored).count();
    assert!(
        told.len() == stored.len() && place == told.len(),
        "client {number}: its list of {} and the table's of {} part at {place}: it has {:?}, the table {:?}",
        told.len(),
        stored.len(),
        told.get(place),
        stored.get(place),
    );
}
