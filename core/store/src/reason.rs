//! The table of reasons for closing a chat.

use crate::dialect::OrIgnore;
use crate::schema::reasons;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::ReasonId;
use switchboard_model::chat::Reason;

fn reason((reason_id, name, is_active): (i64, String, bool)) -> Reason {
    Reason { reason_id: ReasonId(reason_id), name, is_active }
}

/// The reason with this id.
pub fn get(connection: &mut DatabaseConnection, id: ReasonId) -> Result<Reason, StoreError> {
    Ok(reason(reasons::table.find(id.0).get_result(connection)?))
}

/// The reason with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: ReasonId,
) -> Result<Option<Reason>, StoreError> {
    Ok(reasons::table.find(id.0).get_result(connection).optional()?.map(reason))
}

/// The reasons with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ReasonId],
) -> Result<Vec<Reason>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String, bool)> =
        reasons::table.filter(reasons::reason_id.eq_any(ids)).load(connection)?;
    Ok(rows.into_iter().map(reason).collect())
}

/// All reasons in the order in which they were added, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Reason>, StoreError> {
    let rows: Vec<(i64, String, bool)> =
        reasons::table.order(reasons::reason_id).limit(limit).load(connection)?;
    Ok(rows.into_iter().map(reason).collect())
}

/// The reason with this text.
pub fn find_by_name(
    connection: &mut DatabaseConnection,
    name: &str,
) -> Result<Option<Reason>, StoreError> {
    Ok(reasons::table.filter(reasons::name.eq(name)).get_result(connection).optional()?.map(reason))
}

/// Adds a reason; answers false, adding nothing, when the text is there.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    reason: &Reason,
) -> Result<bool, StoreError> {
    let count = OrIgnore(diesel::insert_into(reasons::table).values((
        reasons::reason_id.eq(reason.reason_id.0),
        reasons::name.eq(&reason.name),
        reasons::is_active.eq(reason.is_active),
    )))
    .execute(connection)?;
    Ok(count == 1)
}

/// Writes all that can change about a reason; a text that is there is a conflict.
pub fn update(connection: &mut DatabaseConnection, reason: &Reason) -> Result<(), StoreError> {
    let count = diesel::update(reasons::table.find(reason.reason_id.0))
        .set((reasons::name.eq(&reason.name), reasons::is_active.eq(reason.is_active)))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}
