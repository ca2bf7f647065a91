//! The table of chat_reads: how far each operator has read each chat.

use crate::schema::chat_reads;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::chat::ChatRead;
use switchboard_model::{ChatId, OperatorId};

/// How far the operator has read the chat; none: nothing of it.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<Option<ChatRead>> {
    Ok(ChatRead::query().find((chat_id, operator_id)).get_result(connection).optional()?)
}

/// Stores how far the operator has read, over what was there.
pub fn upsert(connection: &mut DatabaseConnection, read: &ChatRead) -> Result<()> {
    let insert = diesel::insert_into(chat_reads::table).values(read);
    dialect::upsert(connection, insert, "chat_id, operator_id", &["read_count", "updated_at"])
}
