//! The list of chats: filtered, ordered, paged and counted within a visibility.

use super::{
    Page, PageRequest,
    statement::{
        self, Children, FoundId, Sort, ascending, descending, ends, numbers, one_of,
        order_and_limit,
    },
    visibility,
};
use crate::{DatabaseConnection, Result, dialect::direct};
use diesel::{OptionalExtension, RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{
    ChannelId, ChatId, ChatVisibility, ContactId, LabelId, OperatorId, TeamId, Timestamp,
    chat::{Chat, ChatPriority, ChatStatus, WaitingOn},
};

/// What a chat must be like. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatFilter {
    /// One of these statuses.
    pub statuses: Option<Vec<ChatStatus>>,
    /// Waits for one of these.
    pub waiting_on: Option<Vec<WaitingOn>>,
    /// One of these priorities.
    pub priorities: Option<Vec<ChatPriority>>,
    /// Came through one of these channels.
    pub channel_ids: Option<Vec<ChannelId>>,
    /// Belongs to one of these teams.
    pub team_ids: Option<Vec<TeamId>>,
    /// One of these operators is assigned or takes part.
    pub operator_ids: Option<Vec<OperatorId>>,
    /// Has one of these labels.
    pub label_ids: Option<Vec<LabelId>>,
    /// Is put aside, or is not.
    pub is_snoozed: Option<bool>,
    /// Was escalated, or was not.
    pub is_escalated: Option<bool>,
    /// Assigned to this operator or joined by them.
    pub with_operator_id: Option<OperatorId>,
    /// Neither assigned to this operator nor joined by them.
    pub without_operator_id: Option<OperatorId>,
    /// Assigned to nobody and joined by nobody.
    pub is_unassigned: bool,
    /// Of this contact.
    pub contact_id: Option<ContactId>,
    /// Has messages that this operator has not read.
    pub unread_by: Option<OperatorId>,
    /// Opened at this time or later.
    pub created_from: Option<Timestamp>,
    /// Opened before this time.
    pub created_to: Option<Timestamp>,
}

/// How chats are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatOrder {
    /// The newest message first.
    LastMessage,
    /// The most urgent first, then whoever waits longest; only chats that wait for an operator.
    WaitingLongest,
    /// The newest chat first.
    Created,
}

/// Where a chat stands in an order. Columns that the order does not use are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChatKey {
    /// 0 for the most urgent.
    pub priority: i64,
    /// `last_message_at` or `waiting_since`, in ms.
    pub at: i64,
    /// The id.
    pub chat_id: i64,
}

const PRIORITY: &str = "CASE chats.priority WHEN 'URGENT' THEN 0 WHEN 'HIGH' THEN 1 \
                        WHEN 'NORMAL' THEN 2 ELSE 3 END";

impl ChatOrder {
    fn sorts(self) -> Vec<Sort> {
        match self {
            Self::LastMessage => {
                vec![descending("chats.last_message_at"), descending("chats.chat_id")]
            }
            Self::WaitingLongest => vec![
                ascending(PRIORITY),
                ascending("COALESCE(chats.waiting_since, 0)"),
                ascending("chats.chat_id"),
            ],
            Self::Created => vec![descending("chats.chat_id")],
        }
    }

    fn values(self, key: &ChatKey) -> Vec<String> {
        let numbers = match self {
            Self::LastMessage => vec![key.at, key.chat_id],
            Self::WaitingLongest => vec![key.priority, key.at, key.chat_id],
            Self::Created => vec![key.chat_id],
        };
        numbers.iter().map(i64::to_string).collect()
    }

    /// Where a chat stands in this order.
    pub fn key(self, chat: &Chat) -> ChatKey {
        let chat_id = chat.chat_id.0;
        match self {
            Self::LastMessage => ChatKey { priority: 0, at: chat.last_message_at.0, chat_id },
            Self::WaitingLongest => ChatKey {
                priority: match chat.priority {
                    ChatPriority::Urgent => 0,
                    ChatPriority::High => 1,
                    ChatPriority::Normal => 2,
                    ChatPriority::Low => 3,
                },
                at: chat.waiting_since.map_or(0, |at| at.0),
                chat_id,
            },
            Self::Created => ChatKey { priority: 0, at: 0, chat_id },
        }
    }
}

/// A page of the visible chats: the rows themselves, so that a list is one statement.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &ChatFilter,
    order: ChatOrder,
    page_request: &PageRequest<ChatKey>,
) -> Result<Page<Chat>> {
    let sorts = order.sorts();
    let mut conditions = conditions(visibility, filter, order);
    conditions.extend(ends(&sorts, page_request, |key| order.values(key)));
    let text = format!(
        "SELECT chats.* FROM chats{}{}",
        statement::filter(&conditions),
        order_and_limit(&sorts, page_request)
    );
    let rows: Vec<Chat> = direct!(connection => sql_query(text).load(connection))?;
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
    let sorts = order.sorts();
    let parents: Vec<i64> = contact_ids.iter().map(|id| id.0).collect();
    let mut conditions: Vec<String> = visibility::condition(visibility).into_iter().collect();
    conditions.extend(ends(&sorts, page_request, |key| order.values(key)));
    let children = Children {
        table: "chats",
        parent_column: "chats.contact_id",
        id_column: "chats.chat_id",
        sorts: &sorts,
        conditions,
    };
    children.pages(connection, &parents, page_request)
}

/// How many visible chats are like this, counting no further than `max`.
pub fn count(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &ChatFilter,
    max: i64,
) -> Result<i64> {
    let conditions = conditions(visibility, filter, ChatOrder::Created);
    let text = format!(
        "SELECT COUNT(*) AS id FROM (SELECT 1 FROM chats{} LIMIT {max}) AS counted",
        statement::filter(&conditions)
    );
    let row: FoundId = sql_query(text).get_result(connection)?;
    Ok(row.id)
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
    conditions.extend(visibility::condition(visibility));
    let text = format!("SELECT chats.chat_id AS id FROM chats{}", statement::filter(&conditions));
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| ChatId(row.id)).collect())
}

fn conditions(visibility: &ChatVisibility, filter: &ChatFilter, order: ChatOrder) -> Vec<String> {
    let mut all: Vec<String> = visibility::condition(visibility).into_iter().collect();
    if order == ChatOrder::WaitingLongest {
        all.push("chats.waiting_on = 'OPERATOR'".to_owned());
    }
    if let Some(statuses) = &filter.statuses {
        all.push(one_of("chats.status", statuses.iter().map(|word| word.as_str())));
    }
    if let Some(waiting_on) = &filter.waiting_on {
        all.push(one_of("chats.waiting_on", waiting_on.iter().map(|word| word.as_str())));
    }
    if let Some(priorities) = &filter.priorities {
        all.push(one_of("chats.priority", priorities.iter().map(|word| word.as_str())));
    }
    if let Some(ids) = &filter.channel_ids {
        all.push(format!("chats.channel_id IN ({})", numbers(ids.iter().map(|id| id.0))));
    }
    if let Some(ids) = &filter.team_ids {
        all.push(format!("chats.team_id IN ({})", numbers(ids.iter().map(|id| id.0))));
    }
    if let Some(ids) = &filter.operator_ids {
        all.push(staffed_by(&numbers(ids.iter().map(|id| id.0))));
    }
    if let Some(ids) = &filter.label_ids {
        let labels = numbers(ids.iter().map(|id| id.0));
        all.push(format!(
            "EXISTS (SELECT 1 FROM chat_labels WHERE chat_labels.chat_id = chats.chat_id \
             AND chat_labels.label_id IN ({labels}))"
        ));
    }
    if let Some(is_snoozed) = filter.is_snoozed {
        let not = if is_snoozed { "NOT " } else { "" };
        all.push(format!("chats.snoozed_until IS {not}NULL"));
    }
    if let Some(is_escalated) = filter.is_escalated {
        let compared = if is_escalated { ">" } else { "<=" };
        all.push(format!("chats.escalation_level {compared} 0"));
    }
    if let Some(id) = filter.with_operator_id {
        all.push(staffed_by(&id.0.to_string()));
    }
    if let Some(id) = filter.without_operator_id {
        all.push(format!("NOT {}", staffed_by(&id.0.to_string())));
    }
    if filter.is_unassigned {
        all.push(
            "chats.operator_id IS NULL AND NOT EXISTS (SELECT 1 FROM participants WHERE \
             participants.chat_id = chats.chat_id AND participants.left_at IS NULL)"
                .to_owned(),
        );
    }
    if let Some(id) = filter.contact_id {
        all.push(format!("chats.contact_id = {}", id.0));
    }
    if let Some(id) = filter.unread_by {
        all.push(format!(
            "chats.inbound_count > 0 AND NOT EXISTS (SELECT 1 FROM chat_reads WHERE \
             chat_reads.chat_id = chats.chat_id AND chat_reads.operator_id = {} AND \
             chat_reads.read_count >= chats.inbound_count)",
            id.0
        ));
    }
    if let Some(from) = filter.created_from {
        all.push(format!("chats.created_at >= {}", from.0));
    }
    if let Some(to) = filter.created_to {
        all.push(format!("chats.created_at < {}", to.0));
    }
    all
}

fn staffed_by(operators: &str) -> String {
    format!(
        "(COALESCE(chats.operator_id IN ({operators}), FALSE) OR EXISTS (SELECT 1 FROM participants \
         WHERE participants.chat_id = chats.chat_id AND participants.operator_id IN ({operators}) \
         AND participants.left_at IS NULL))"
    )
}
