//! The messages of chats, in the order of the conversation.

use super::{
    Page, PageRequest, pages_by_parent,
    statement::{ChildId, Children, FoundId, ascending, ends, filter, order_and_limit},
};
use crate::{DatabaseConnection, Result, limits};
use diesel::{RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{AuthorKind, ChatId, MessageId};

/// Where a message stands in its chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageKey {
    /// The place in the chat.
    pub position: i64,
    /// The id.
    pub message_id: i64,
}

/// A page of the messages of each of these chats, oldest first.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    page_request: &PageRequest<MessageKey>,
) -> Result<HashMap<i64, Page<i64>>> {
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    let sorts = [ascending("position"), ascending("message_id")];
    let children = Children {
        table: "messages",
        parent_column: "chat_id",
        id_column: "message_id",
        sorts: &sorts,
        conditions: ends(&sorts, page_request, |key| {
            vec![key.position.to_string(), key.message_id.to_string()]
        }),
    };
    children.pages(connection, &parents, page_request)
}

/// The oldest of so many of the customer's newest messages of each of these chats, no further back than
/// [`limits::UNREAD_ROWS`].
pub fn oldest_of_newest(
    connection: &mut DatabaseConnection,
    counts: &[(ChatId, i64)],
) -> Result<Vec<MessageId>> {
    let mut ids = Vec::new();
    for some in counts.chunks(limits::PARENTS_PER_STATEMENT) {
        let parts = some.iter().map(|(chat_id, count)| {
            let passed = ((*count).min(limits::UNREAD_ROWS) - 1).max(0);
            format!(
                "SELECT * FROM (SELECT message_id AS id FROM messages WHERE chat_id = {} AND author_kind = '{}' \
                 ORDER BY position DESC, message_id DESC LIMIT 1 OFFSET {passed}) AS list",
                chat_id.0,
                AuthorKind::Contact.as_str(),
            )
        });
        let text = parts.collect::<Vec<String>>().join(" UNION ALL ");
        let rows = sql_query(text).load::<FoundId>(connection)?.into_iter();
        ids.extend(rows.map(|row| MessageId(row.id)));
    }
    Ok(ids)
}

/// A page of the messages of several chats in one order, for each of these parents with its chats.
pub fn of_chats_together(
    connection: &mut DatabaseConnection,
    chats: &HashMap<i64, Vec<i64>>,
    page_request: &PageRequest<MessageKey>,
) -> Result<HashMap<i64, Page<i64>>> {
    let sorts = [ascending("position"), ascending("message_id")];
    let ends = ends(&sorts, page_request, |key| {
        vec![key.position.to_string(), key.message_id.to_string()]
    });
    let order = order_and_limit(&sorts, page_request);
    let part = |chat: &i64| {
        let mut conditions = vec![format!("chat_id = {chat}")];
        conditions.extend(ends.iter().cloned());
        let filter = filter(&conditions);
        format!("SELECT * FROM (SELECT position, message_id FROM messages{filter}{order}) AS part")
    };
    let talked: Vec<(&i64, &Vec<i64>)> =
        chats.iter().filter(|(_, chats)| !chats.is_empty()).collect();
    let mut rows: Vec<ChildId> = Vec::new();
    for some in talked.chunks(limits::PARENTS_PER_STATEMENT) {
        let lists = some.iter().map(|(parent, chats)| {
            let parts: Vec<String> = chats.iter().map(&part).collect();
            let parts = parts.join(" UNION ALL ");
            format!(
                "SELECT * FROM (SELECT {parent} AS parent, message_id AS id FROM ({parts}) AS parts \
                 {order}) AS list"
            )
        });
        let text = lists.collect::<Vec<String>>().join(" UNION ALL ");
        rows.extend(sql_query(text).load::<ChildId>(connection)?);
    }
    let parents: Vec<i64> = chats.keys().copied().collect();
    let rows = rows.into_iter().map(|row| (row.parent, row.id));
    Ok(pages_by_parent(&parents, rows, page_request))
}
