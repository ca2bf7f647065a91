//! The table of participants: the operators in a chat.

use crate::dialect::{direct, kept};
use crate::schema::participants;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::chat::Participant;
use switchboard_model::{ChatId, OperatorId, Timestamp};

/// The operator's part in the chat, also a past one.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<Option<Participant>> {
    Ok(Participant::query().find((chat_id, operator_id)).get_result(connection).optional()?)
}

/// Is the operator in the chat now.
pub fn is_in(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<bool> {
    Ok(find(connection, chat_id, operator_id)?.is_some_and(|found| found.left_at.is_none()))
}

/// Is anybody in the chat now.
pub fn is_any_in(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<bool> {
    let found: Option<OperatorId> = participants::table
        .filter(participants::chat_id.eq(chat_id))
        .filter(participants::left_at.is_null())
        .select(participants::operator_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Who is in the chat now, in the order in which they joined.
pub fn of_chat(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<Vec<Participant>> {
    Ok(Participant::query()
        .filter(participants::chat_id.eq(chat_id))
        .filter(participants::left_at.is_null())
        .order((participants::joined_at, participants::operator_id))
        .load(connection)?)
}

/// The operator is in the chat from now on. Answers whether that is new.
pub fn join(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
    now: Timestamp,
) -> Result<bool> {
    let join = diesel::sql_query(
        "INSERT INTO participants (chat_id, operator_id, joined_at) VALUES ($1, $2, $3) \
         ON CONFLICT (chat_id, operator_id) DO UPDATE SET joined_at = excluded.joined_at, left_at = NULL \
         WHERE participants.left_at IS NOT NULL",
    )
    .bind::<BigInt, _>(chat_id)
    .bind::<BigInt, _>(operator_id)
    .bind::<BigInt, _>(now);
    Ok(direct!(connection => kept!(join).execute(connection))? == 1)
}

/// Nobody is in the chat any more. Answers who was.
pub fn leave_all(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    now: Timestamp,
) -> Result<Vec<OperatorId>> {
    let present = of_chat(connection, chat_id)?;
    if present.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(
        participants::table
            .filter(participants::chat_id.eq(chat_id))
            .filter(participants::left_at.is_null()),
    )
    .set(participants::left_at.eq(Some(now)))
    .execute(connection)?;
    Ok(present.into_iter().map(|participant| participant.operator_id).collect())
}

/// The operator is in the chat no more. Answers whether they were.
pub fn leave(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
    now: Timestamp,
) -> Result<bool> {
    let count = diesel::update(
        participants::table.find((chat_id, operator_id)).filter(participants::left_at.is_null()),
    )
    .set(participants::left_at.eq(Some(now)))
    .execute(connection)?;
    Ok(count == 1)
}
