//! The table of participants: the operators in a chat.

use crate::dialect::OrIgnore;
use crate::schema::participants;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::chat::Participant;
use switchboard_model::{ChatId, OperatorId, Timestamp};

type Row = (i64, i64, i64, Option<i64>);

fn participant((chat_id, operator_id, joined_at, left_at): Row) -> Participant {
    Participant {
        chat_id: ChatId(chat_id),
        operator_id: OperatorId(operator_id),
        joined_at: Timestamp(joined_at),
        left_at: left_at.map(Timestamp),
    }
}

/// The operator's part in the chat, also a past one.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<Option<Participant>, StoreError> {
    let row: Option<Row> = participants::table
        .find((chat_id.0, operator_id.0))
        .select(participants::all_columns)
        .get_result(connection)
        .optional()?;
    Ok(row.map(participant))
}

/// Is the operator in the chat now.
pub fn is_in(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
) -> Result<bool, StoreError> {
    Ok(find(connection, chat_id, operator_id)?.is_some_and(|found| found.left_at.is_none()))
}

/// Is anybody in the chat now.
pub fn is_any_in(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<bool, StoreError> {
    let found: Option<i64> = participants::table
        .filter(participants::chat_id.eq(chat_id.0))
        .filter(participants::left_at.is_null())
        .select(participants::operator_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Who is in the chat now, in the order in which they joined.
pub fn of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<Participant>, StoreError> {
    let rows: Vec<Row> = participants::table
        .filter(participants::chat_id.eq(chat_id.0))
        .filter(participants::left_at.is_null())
        .order((participants::joined_at, participants::operator_id))
        .select(participants::all_columns)
        .load(connection)?;
    Ok(rows.into_iter().map(participant).collect())
}

/// The operator is in the chat from now on. Answers whether that is new.
pub fn join(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let inserted = OrIgnore(diesel::insert_into(participants::table).values((
        participants::chat_id.eq(chat_id.0),
        participants::operator_id.eq(operator_id.0),
        participants::joined_at.eq(now.0),
        participants::left_at.eq(None::<i64>),
    )))
    .execute(connection)?;
    if inserted == 1 {
        return Ok(true);
    }
    let returned = diesel::update(
        participants::table
            .find((chat_id.0, operator_id.0))
            .filter(participants::left_at.is_not_null()),
    )
    .set((participants::joined_at.eq(now.0), participants::left_at.eq(None::<i64>)))
    .execute(connection)?;
    Ok(returned == 1)
}

/// The operator is in the chat no more. Answers whether they were.
pub fn leave(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let count = diesel::update(
        participants::table
            .find((chat_id.0, operator_id.0))
            .filter(participants::left_at.is_null()),
    )
    .set(participants::left_at.eq(Some(now.0)))
    .execute(connection)?;
    Ok(count == 1)
}
