//! The table of chat_attributes: what the company keeps of chats, each value as JSON.

use crate::schema::chat_attributes;
use crate::{DatabaseConnection, Result, StoreError};
use diesel::prelude::*;
use serde_json::{Map, Value};
use std::collections::HashMap;
use switchboard_model::ChatId;

/// The attributes of these chats; none of those that have none.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    ids: &[ChatId],
) -> Result<HashMap<ChatId, Map<String, Value>>> {
    let rows: Vec<(ChatId, String, String)> = chat_attributes::table
        .filter(chat_attributes::chat_id.eq_any(ids))
        .order((chat_attributes::chat_id, chat_attributes::key))
        .select((chat_attributes::chat_id, chat_attributes::key, chat_attributes::value))
        .load(connection)?;
    let mut all: HashMap<ChatId, Map<String, Value>> = HashMap::new();
    for (chat_id, key, value) in rows {
        let value = serde_json::from_str(&value)
            .map_err(|error| StoreError::Database(format!("the attribute {key}: {error}")))?;
        all.entry(chat_id).or_default().insert(key, value);
    }
    Ok(all)
}

/// Gives a chat these attributes in the place of those that it had.
pub fn replace(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    attributes: &Map<String, Value>,
) -> Result<()> {
    let before = chat_attributes::table.filter(chat_attributes::chat_id.eq(chat_id));
    diesel::delete(before).execute(connection)?;
    for (key, value) in attributes {
        diesel::insert_into(chat_attributes::table)
            .values((
                chat_attributes::chat_id.eq(chat_id),
                chat_attributes::key.eq(key),
                chat_attributes::value.eq(value.to_string()),
            ))
            .execute(connection)?;
    }
    Ok(())
}
