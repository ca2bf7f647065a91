//! The messages of chats, in the order of the conversation.

use super::{
    Page, PageRequest,
    statement::{Children, ascending, ends},
};
use crate::{DatabaseConnection, Result};
use std::collections::HashMap;
use switchboard_model::ChatId;

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
