//! The table of reasons for closing a chat.

use crate::schema::close_reasons;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::chat::CloseReason;

queries!(CloseReason in close_reasons by close_reason_id: CloseReasonId {
    get, find, by_ids, all, count, insert_or_ignore,
    /// A text that is there is a conflict.
    update,
});

/// The reason with this text.
pub fn find_by_name(
    connection: &mut DatabaseConnection,
    name: &str,
) -> Result<Option<CloseReason>> {
    let query = CloseReason::query().filter(close_reasons::name.eq(name));
    Ok(query.get_result(connection).optional()?)
}
