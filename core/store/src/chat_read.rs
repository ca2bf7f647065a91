//! The table of chat_reads: how far each operator has read each chat.

use crate::dialect::OrIgnore;
use crate::schema::chat_reads;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::chat::ChatRead;
use switchboard_model::{ChatId, OperatorId, Timestamp};

/// How far the operator has read the chat; none: nothing of it.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<Option<ChatRead>, StoreError> {
    let row: Option<(i64, i64)> = chat_reads::table
        .find((chat_id.0, operator_id.0))
        .select((chat_reads::read_count, chat_reads::updated_at))
        .get_result(connection)
        .optional()?;
    Ok(row.map(|(read_count, updated_at)| ChatRead {
        chat_id,
        operator_id,
        read_count,
        updated_at: Timestamp(updated_at),
    }))
}

/// Stores how far the operator has read, over what was there.
pub fn upsert(connection: &mut DatabaseConnection, read: &ChatRead) -> Result<(), StoreError> {
    let inserted = OrIgnore(diesel::insert_into(chat_reads::table).values((
        chat_reads::chat_id.eq(read.chat_id.0),
        chat_reads::operator_id.eq(read.operator_id.0),
        chat_reads::read_count.eq(read.read_count),
        chat_reads::updated_at.eq(read.updated_at.0),
    )))
    .execute(connection)?;
    if inserted == 0 {
        diesel::update(chat_reads::table.find((read.chat_id.0, read.operator_id.0)))
            .set((
                chat_reads::read_count.eq(read.read_count),
                chat_reads::updated_at.eq(read.updated_at.0),
            ))
            .execute(connection)?;
    }
    Ok(())
}
