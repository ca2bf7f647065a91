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

/// Moves the follower on from its place, in the same write as what it made of the events; false when another process
/// has moved it meanwhile, which then made the same of them.
pub fn advance(
    connection: &mut DatabaseConnection,
    follower: &str,
    (from, to): (EventCursor, EventCursor),
    now: Timestamp,
) -> Result<bool> {
    let same = cursors::table.find(follower).filter(cursors::cursor.eq(from.to_string()));
    let moved = (cursors::cursor.eq(to.to_string()), cursors::updated_at.eq(now));
    Ok(diesel::update(same).set(moved).execute(connection)? == 1)
}

/// Stores the follower's place, wherever it was.
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
