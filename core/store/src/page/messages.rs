//! The messages of chats, in the order of the conversation.

use super::{
    Page, PageRequest, pages_by_parent,
    statement::{ChildId, Children, FoundId, Sort, ascending, ends, filter, order_and_limit},
    visibility,
};
use crate::{DatabaseConnection, Result, limits};
use diesel::{RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{AuthorKind, ChatId, ChatVisibility, ContactId, MessageId};

/// How messages are ordered.
const PLACE: [Sort; 2] = [ascending("position"), ascending("message_id")];

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
    pages_where(connection, chat_ids, page_request, None)
}

/// The same of what came and left by the chats' own addresses: who has another one may be somebody else.
pub fn of_chats_at_home(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    page_request: &PageRequest<MessageKey>,
) -> Result<HashMap<i64, Page<i64>>> {
    pages_where(connection, chat_ids, page_request, Some("identity_id IS NULL"))
}

fn pages_where(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    page_request: &PageRequest<MessageKey>,
    condition: Option<&str>,
) -> Result<HashMap<i64, Page<i64>>> {
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    let mut conditions = ends_of(page_request);
    conditions.extend(condition.map(str::to_owned));
    let children = Children {
        table: "messages",
        parent_column: "chat_id",
        id_column: "message_id",
        sorts: &PLACE,
        conditions,
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

/// A page of the messages of all visible chats of each of these contacts, in one order.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
    page_request: &PageRequest<MessageKey>,
) -> Result<HashMap<i64, Page<i64>>> {
    let chats = chats_of_page(connection, visibility, contact_ids, page_request)?;
    let part = |chat: &i64| {
        let mut conditions = vec![format!("chat_id = {chat}")];
        conditions.extend(ends_of(page_request));
        let filter = filter(&conditions);
        let order = order_and_limit(&PLACE, page_request);
        format!("SELECT * FROM (SELECT position, message_id FROM messages{filter}{order}) AS part")
    };
    let talked: Vec<(&i64, &Vec<i64>)> =
        chats.iter().filter(|(_, chats)| !chats.is_empty()).collect();
    let mut rows: Vec<ChildId> = Vec::new();
    let at_once = (limits::PARTS_PER_STATEMENT / longest(&talked)).max(1);
    for some in talked.chunks(at_once) {
        let lists = some.iter().map(|(parent, chats)| {
            let parts: Vec<String> = chats.iter().map(part).collect();
            format!(
                "SELECT * FROM (SELECT {parent} AS parent, message_id AS id FROM ({}) AS parts{}) AS list",
                parts.join(" UNION ALL "),
                order_and_limit(&PLACE, page_request),
            )
        });
        let text = lists.collect::<Vec<String>>().join(" UNION ALL ");
        rows.extend(sql_query(text).load::<ChildId>(connection)?);
    }
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let rows = rows.into_iter().map(|row| (row.parent, row.id));
    Ok(pages_by_parent(&parents, rows, page_request))
}

/// The chats of each of these contacts that a page comes from: those whose message at the end where the
/// page begins stands nearest to it. As many as the page has messages are enough, however many there are.
fn chats_of_page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
    page_request: &PageRequest<MessageKey>,
) -> Result<HashMap<i64, Vec<i64>>> {
    let mut conditions = vec!["messages.chat_id = chats.chat_id".to_owned()];
    conditions.extend(ends_of(page_request));
    let one = PageRequest { count: 0, ..page_request.clone() };
    let table = format!(
        "chats JOIN messages AS nearest ON nearest.message_id = \
         (SELECT message_id FROM messages{}{})",
        filter(&conditions),
        order_and_limit(&PLACE, &one),
    );
    let children = Children {
        table: &table,
        parent_column: "chats.contact_id",
        id_column: "chats.chat_id",
        sorts: &[ascending("nearest.position"), ascending("nearest.message_id")],
        conditions: vec![visibility::condition(visibility)],
    };
    let one_more = page_request.count.saturating_add(1);
    let wanted = PageRequest { count: one_more, ..page_request.clone() };
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let pages = children.pages(connection, &parents, &wanted)?;
    Ok(pages.into_iter().map(|(contact, page)| (contact, page.items)).collect())
}

fn ends_of(page_request: &PageRequest<MessageKey>) -> Vec<String> {
    ends(&PLACE, page_request, |key| vec![key.position.to_string(), key.message_id.to_string()])
}

/// The most chats that one of these has.
fn longest(talked: &[(&i64, &Vec<i64>)]) -> usize {
    talked.iter().map(|(_, chats)| chats.len()).max().unwrap_or(1)
}
