//! The list of chats: filtered, ordered, paged and counted within a visibility.

mod counts;

pub use counts::{ChatCount, counts, counts_beside};

use super::{
    Page, PageRequest,
    filter::{self, Binds},
    statement::{
        self, Children, FoundId, Sort, ascending, descending, ends, numbers, order_and_limit,
    },
    visibility,
};
use crate::{DatabaseConnection, Result, dialect::direct};
use diesel::{OptionalExtension, RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{
    ChatFilter, ChatId, ChatOrder, ChatVisibility, ContactId, FilterContext, IdentityId,
    chat::Chat, name_order::NameKey,
};

/// Which chats are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// No others than these.
    pub visibility: &'a ChatVisibility,
    /// Like this.
    pub filter: &'a ChatFilter,
    /// For whom, and when.
    pub context: FilterContext,
}

/// Where a chat stands in an order. Columns that the order does not use are 0 or empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChatKey {
    /// Where the contact's name stands.
    pub name: NameKey,
    /// 0 for the most urgent.
    pub priority: i64,
    /// `last_message_at` or `waiting_since`, in ms; in the order of names the contact.
    pub at: i64,
    /// The id.
    pub chat_id: i64,
}

/// [`rank`](switchboard_model::chat::ChatPriority::rank) in SQL.
const PRIORITY: &str = "CASE chats.priority WHEN 'URGENT' THEN 0 WHEN 'HIGH' THEN 1 \
                        WHEN 'NORMAL' THEN 2 ELSE 3 END";

fn sorts(order: ChatOrder) -> Vec<Sort> {
    match order {
        ChatOrder::LastMessage => {
            vec![descending("chats.last_message_at"), descending("chats.chat_id")]
        }
        ChatOrder::WaitingLongest => vec![
            ascending(PRIORITY),
            ascending("COALESCE(chats.waiting_since, 0)"),
            ascending("chats.chat_id"),
        ],
        ChatOrder::Created => vec![descending("chats.chat_id")],
        ChatOrder::ContactName => NAME.map(ascending).to_vec(),
        ChatOrder::ContactNameDesc => NAME.map(descending).to_vec(),
    }
}

const NAME: [&str; 3] = ["contacts.name_key", "contacts.contact_id", "chats.chat_id"];

impl ChatKey {
    /// Where a chat stands in an order, whose contact's name stands there.
    pub fn of(chat: &Chat, order: ChatOrder, name: NameKey) -> Self {
        let name = if order.is_by_name() { name } else { NameKey::default() };
        let chat_id = chat.chat_id.0;
        match order {
            ChatOrder::LastMessage => {
                Self { name, priority: 0, at: chat.last_message_at.0, chat_id }
            }
            ChatOrder::WaitingLongest => Self {
                name,
                priority: chat.priority.rank(),
                at: chat.waiting_since.map_or(0, |at| at.0),
                chat_id,
            },
            ChatOrder::Created => Self { name, priority: 0, at: 0, chat_id },
            ChatOrder::ContactName | ChatOrder::ContactNameDesc => {
                Self { name, priority: 0, at: chat.contact_id.0, chat_id }
            }
        }
    }

    fn values(&self, order: ChatOrder) -> Vec<String> {
        let numbers = match order {
            ChatOrder::LastMessage => vec![self.at, self.chat_id],
            ChatOrder::WaitingLongest => vec![self.priority, self.at, self.chat_id],
            ChatOrder::Created => vec![self.chat_id],
            ChatOrder::ContactName | ChatOrder::ContactNameDesc => vec![self.at, self.chat_id],
        };
        let name = order.is_by_name().then(|| format!("'{}'", self.name.as_str()));
        name.into_iter().chain(numbers.iter().map(i64::to_string)).collect()
    }
}

/// A page of the visible chats: the rows themselves, so that a list is one statement.
pub fn page(
    connection: &mut DatabaseConnection,
    wanted: Wanted<'_>,
    order: ChatOrder,
    page_request: &PageRequest<ChatKey>,
) -> Result<Page<Chat>> {
    let sorts = sorts(order);
    let mut binds = Binds::default();
    let mut conditions = conditions(wanted, &mut binds);
    let is_filtered = conditions.len() > 1;
    if order == ChatOrder::WaitingLongest {
        conditions.push("chats.waiting_on = 'OPERATOR'".to_owned());
    }
    conditions.extend(ends(&sorts, page_request, |key| key.values(order)));
    // All chats by name are met on a walk through the names, which SQLite takes only when it is told to; the
    // few of a filter may be found sooner.
    let from = match (order.is_by_name(), is_filtered) {
        (false, _) => "chats",
        (true, false) => "contacts CROSS JOIN chats",
        (true, true) => "contacts JOIN chats ON TRUE",
    };
    if order.is_by_name() {
        conditions.push("chats.contact_id = contacts.contact_id".to_owned());
    }
    let text = format!(
        "SELECT chats.* FROM {from}{}{}",
        statement::filter(&conditions),
        order_and_limit(&sorts, page_request)
    );
    let rows: Vec<Chat> = direct!(connection => binds.query(&*connection, text).load(connection))?;
    Ok(Page::of(rows, page_request))
}

/// A page of the visible chats of each of these contacts, newest message first.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
    page_request: &PageRequest<ChatKey>,
) -> Result<HashMap<i64, Page<i64>>> {
    let order = ChatOrder::LastMessage;
    let sorts = sorts(order);
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let mut conditions = vec![visibility::condition(visibility)];
    conditions.extend(ends(&sorts, page_request, |key| key.values(order)));
    let children = Children {
        table: "chats",
        parent_column: "chats.contact_id",
        id_column: "chats.chat_id",
        sorts: &sorts,
        conditions,
    };
    children.pages(connection, &parents, page_request)
}

/// A page of the chats of an identity, newest message first: the rows themselves.
pub fn of_identity(
    connection: &mut DatabaseConnection,
    (identity_id, contact_id): (IdentityId, ContactId),
    page_request: &PageRequest<ChatKey>,
) -> Result<Page<Chat>> {
    let order = ChatOrder::LastMessage;
    let sorts = sorts(order);
    let mut conditions = vec![
        format!("chats.contact_id = {}", contact_id.0),
        format!("chats.identity_id = {}", identity_id.0),
        "chats.deleted_at IS NULL".to_owned(),
    ];
    conditions.extend(ends(&sorts, page_request, |key| key.values(order)));
    let text = format!(
        "SELECT chats.* FROM chats{}{}",
        statement::filter(&conditions),
        order_and_limit(&sorts, page_request)
    );
    let rows: Vec<Chat> = direct!(connection => sql_query(text).load(connection))?;
    Ok(Page::of(rows, page_request))
}

/// How many visible chats are like this, counting no further than `max`.
pub fn count(connection: &mut DatabaseConnection, wanted: Wanted<'_>, max: i64) -> Result<i64> {
    let mut binds = Binds::default();
    let conditions = conditions(wanted, &mut binds);
    let text = format!(
        "SELECT COUNT(*) AS id FROM (SELECT 1 FROM chats{} LIMIT {max}) AS counted",
        statement::filter(&conditions)
    );
    let row: FoundId =
        direct!(connection => binds.query(&*connection, text).get_result(connection))?;
    Ok(row.id)
}

/// The ids of visible chats that are like this, the oldest chat first, behind one of them.
pub fn ids(
    connection: &mut DatabaseConnection,
    wanted: Wanted<'_>,
    after: Option<ChatId>,
    max: i64,
) -> Result<Vec<ChatId>> {
    let mut binds = Binds::default();
    let mut conditions = conditions(wanted, &mut binds);
    conditions.extend(after.map(|id| format!("chats.chat_id > {}", id.0)));
    let text = format!(
        "SELECT chats.chat_id AS id FROM chats{} ORDER BY chats.chat_id LIMIT {max}",
        statement::filter(&conditions)
    );
    let rows: Vec<FoundId> =
        direct!(connection => binds.query(&*connection, text).load(connection))?;
    Ok(rows.into_iter().map(|row| ChatId(row.id)).collect())
}

/// The chat with a number, visible or not.
pub fn find_by_number(connection: &mut DatabaseConnection, number: i64) -> Result<Option<ChatId>> {
    let text = format!("SELECT chats.chat_id AS id FROM chats WHERE chats.number = {number}");
    let row: Option<FoundId> = sql_query(text).get_result(connection).optional()?;
    Ok(row.map(|row| ChatId(row.id)))
}

/// Which of these chats are visible.
pub fn visible(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    chat_ids: &[ChatId],
) -> Result<Vec<ChatId>> {
    if chat_ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut conditions =
        vec![format!("chats.chat_id IN ({})", numbers(chat_ids.iter().map(|id| id.0)))];
    conditions.push(visibility::condition(visibility));
    let text = format!("SELECT chats.chat_id AS id FROM chats{}", statement::filter(&conditions));
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| ChatId(row.id)).collect())
}

fn conditions(wanted: Wanted<'_>, binds: &mut Binds) -> Vec<String> {
    let mut all = vec![visibility::condition(wanted.visibility)];
    all.extend(filter::conditions(wanted.filter, wanted.context, binds));
    all
}
