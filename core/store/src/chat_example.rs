//! The table of chat_examples: what chats show to colleagues.

use crate::schema::chat_examples;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::ChatId;
use switchboard_model::chat_example::ChatExample;

/// Stores what a chat is an example of, over what was written before.
pub fn upsert(connection: &mut DatabaseConnection, example: &ChatExample) -> Result<()> {
    let insert = diesel::insert_into(chat_examples::table).values(example);
    let changed = &["operator_id", "title", "solution", "set_at"];
    dialect::upsert(connection, insert, "chat_id", changed)
}

/// The chat is no example any more. Answers whether it was one.
pub fn delete(connection: &mut DatabaseConnection, id: ChatId) -> Result<bool> {
    Ok(diesel::delete(chat_examples::table.find(id)).execute(connection)? == 1)
}

/// What these chats are examples of, those that are.
pub fn of_chats(connection: &mut DatabaseConnection, ids: &[ChatId]) -> Result<Vec<ChatExample>> {
    Ok(ChatExample::query().filter(chat_examples::chat_id.eq_any(ids)).load(connection)?)
}
