//! All that stands in chats, in one order: messages, notes and acts, oldest first. A message stands where its
//! conversation has it, the others when they were made; ids of all tables are ordered alike.

use super::{
    Page, PageRequest, pages_by_parent,
    statement::{Sort, ascending, ends, filter, one_of, order_and_limit},
};
use crate::{DatabaseConnection, Result, limits};
use diesel::{RunQueryDsl, sql_query, sql_types::BigInt};
use std::collections::HashMap;
use switchboard_model::{ChatId, event::EventKind};

/// What an entry of a chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A message.
    Message,
    /// A note.
    Note,
    /// Something that happened.
    Act,
}

/// Where an entry stands in its chat, and which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntryKey {
    /// The place in the chat.
    pub position: i64,
    /// Of which kind, as [`EntryKind::rank`] counts them.
    pub kind: i64,
    /// The id among those of its kind.
    pub id: i64,
}

impl EntryKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Message, Self::Note, Self::Act];

    /// Which of two entries comes first that stand in one place.
    pub fn rank(self) -> i64 {
        match self {
            Self::Message => 0,
            Self::Note => 1,
            Self::Act => 2,
        }
    }

    fn part(self, chat_id: ChatId, page_request: &PageRequest<EntryKey>) -> String {
        let (table, position, rank, id) = match self {
            Self::Message => ("messages", "position", "0", "message_id"),
            Self::Note => ("notes", "note_id", "1", "note_id"),
            Self::Act => ("acts", "act_id", "2", "act_id"),
        };
        let sorts = [ascending(position), ascending(rank), ascending(id)];
        let mut conditions = vec![format!("chat_id = {}", chat_id.0)];
        if self == Self::Act {
            let known = EventKind::ALL.iter().filter(|kind| kind.is_act());
            conditions.push(one_of("kind", known.map(|kind| kind.as_str())));
        }
        conditions.extend(ends(&sorts, page_request, |key| {
            vec![key.position.to_string(), key.kind.to_string(), key.id.to_string()]
        }));
        let (filter, order) =
            (filter(&conditions), order_and_limit(&sorts_of(position, id), page_request));
        format!(
            "SELECT * FROM (SELECT {position} AS place, CAST({rank} AS BIGINT) AS entry_kind, \
             {id} AS entry_id FROM {table}{filter}{order}) AS part"
        )
    }
}

/// The order within one table, in which the kind is always the same.
fn sorts_of(position: &'static str, id: &'static str) -> Vec<Sort> {
    if position == id { vec![ascending(id)] } else { vec![ascending(position), ascending(id)] }
}

#[derive(diesel::QueryableByName)]
struct FoundEntry {
    #[diesel(sql_type = BigInt)]
    parent: i64,
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = BigInt)]
    entry_kind: i64,
    #[diesel(sql_type = BigInt)]
    entry_id: i64,
}

/// A page of the entries of these kinds of each of these chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    kinds: &[EntryKind],
    page_request: &PageRequest<EntryKey>,
) -> Result<HashMap<i64, Page<EntryKey>>> {
    let sorts = [ascending("place"), ascending("entry_kind"), ascending("entry_id")];
    let order = order_and_limit(&sorts, page_request);
    let list = |chat_id: &ChatId| {
        let parts: Vec<String> =
            kinds.iter().map(|kind| kind.part(*chat_id, page_request)).collect();
        let (parent, parts) = (chat_id.0, parts.join(" UNION ALL "));
        format!(
            "SELECT * FROM (SELECT CAST({parent} AS BIGINT) AS parent, place, entry_kind, entry_id \
             FROM ({parts}) AS parts{order}) AS list"
        )
    };
    let mut rows: Vec<(i64, EntryKey)> = Vec::new();
    let asked: &[ChatId] = if kinds.is_empty() { &[] } else { chat_ids };
    for some in asked.chunks(limits::PARENTS_PER_STATEMENT) {
        let text = some.iter().map(&list).collect::<Vec<String>>().join(" UNION ALL ");
        let found = sql_query(text).load::<FoundEntry>(connection)?.into_iter();
        rows.extend(found.map(|row| {
            let key = EntryKey { position: row.place, kind: row.entry_kind, id: row.entry_id };
            (row.parent, key)
        }));
    }
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    Ok(pages_by_parent(&parents, rows, page_request))
}
