//! How far each follower of the log has come.

use crate::schema::cursors;
use crate::{DatabaseConnection, Result, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::{EventCursor, Timestamp};

/// The follower's place; none when it has not started.
pub fn get(connection: &mut DatabaseConnection, follower: &str) -> Result<Option<EventCursor>> {
    let word: Option<String> =
        cursors::table.find(follower).select(cursors::cursor).get_result(connection).optional()?;
    word.map(|word| {
        word.parse().map_err(|_| {
            StoreError::Database(format!("the stored cursor of {follower} is damaged: {word:?}"))
        })
    })
    .transpose()
}

/// Stores the follower's place. In the same write as what the follower made of the events, where it
/// makes rows.
pub fn set(
    connection: &mut DatabaseConnection,
    follower: &str,
    cursor: EventCursor,
    now: Timestamp,
) -> Result<()> {
    let insert = diesel::insert_into(cursors::table).values((
        cursors::follower.eq(follower),
        cursors::cursor.eq(cursor.to_string()),
        cursors::updated_at.eq(now),
    ));
    dialect::upsert(connection, insert, "follower", &["cursor", "updated_at"])
}
