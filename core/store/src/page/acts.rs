//! The histories of chats, newest first. Acts of a kind that only a newer binary knows are left out.

use super::{
    Page, PageRequest,
    statement::{Children, descending, ends, one_of},
};
use crate::{DatabaseConnection, Result};
use std::collections::HashMap;
use switchboard_model::{ActId, ChatId, event::EventKind};

/// A page of the acts of each of these chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    page_request: &PageRequest<ActId>,
) -> Result<HashMap<i64, Page<i64>>> {
    let all = EventKind::ALL.iter().copied().filter(|kind| kind.is_act());
    of_kinds(connection, chat_ids, all, page_request)
}

/// A page of the acts of these kinds of each of these chats.
pub fn of_kinds(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    kinds: impl IntoIterator<Item = EventKind>,
    page_request: &PageRequest<ActId>,
) -> Result<HashMap<i64, Page<i64>>> {
    let parents: Vec<i64> = chat_ids.iter().map(|id| id.0).collect();
    let sorts = [descending("act_id")];
    let mut conditions = vec![one_of("kind", kinds.into_iter().map(EventKind::as_str))];
    conditions.extend(ends(&sorts, page_request, |key| vec![key.0.to_string()]));
    let children = Children {
        table: "acts",
        parent_column: "chat_id",
        id_column: "act_id",
        sorts: &sorts,
        conditions,
    };
    children.pages(connection, &parents, page_request)
}
