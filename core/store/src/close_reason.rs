//! The table of reasons for closing a chat.

use crate::error::one_changed;
use crate::schema::close_reasons;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::CloseReasonId;
use switchboard_model::chat::CloseReason;

/// The reason with this id.
pub fn get(
    connection: &mut DatabaseConnection,
    id: CloseReasonId,
) -> Result<CloseReason, StoreError> {
    Ok(CloseReason::query().find(id).get_result(connection)?)
}

/// The reason with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: CloseReasonId,
) -> Result<Option<CloseReason>, StoreError> {
    Ok(CloseReason::query().find(id).get_result(connection).optional()?)
}

/// The reasons with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[CloseReasonId],
) -> Result<Vec<CloseReason>, StoreError> {
    let query = CloseReason::query().filter(close_reasons::close_reason_id.eq_any(ids));
    Ok(query.load(connection)?)
}

/// All reasons in the order in which they were added, at most `limit`.
pub fn all(
    connection: &mut DatabaseConnection,
    limit: i64,
) -> Result<Vec<CloseReason>, StoreError> {
    let query = CloseReason::query().order(close_reasons::close_reason_id).limit(limit);
    Ok(query.load(connection)?)
}

/// The reason with this text.
pub fn find_by_name(
    connection: &mut DatabaseConnection,
    name: &str,
) -> Result<Option<CloseReason>, StoreError> {
    let query = CloseReason::query().filter(close_reasons::name.eq(name));
    Ok(query.get_result(connection).optional()?)
}

/// Adds a reason; answers false, adding nothing, when the text is there.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    reason: &CloseReason,
) -> Result<bool, StoreError> {
    dialect::insert_or_ignore(connection, diesel::insert_into(close_reasons::table).values(reason))
}

/// Writes all that can change about a reason; a text that is there is a conflict.
pub fn update(connection: &mut DatabaseConnection, reason: &CloseReason) -> Result<(), StoreError> {
    let row = close_reasons::table.find(reason.close_reason_id);
    one_changed(diesel::update(row).set(reason).execute(connection)?)
}
