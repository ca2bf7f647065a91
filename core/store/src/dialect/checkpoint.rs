//! Empties the write-ahead log of an embedded database: what was deleted is gone from it as well.

use crate::connection::{Connector, Purpose};
use crate::{DatabaseConnection, Durability, Result, Store, StoreError};
use diesel::prelude::*;
use diesel::sql_types::Integer;

#[derive(QueryableByName)]
struct Checkpoint {
    /// Not nought where a reader or writer was in the way.
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Moves all that was committed into the database's file, and cuts its log to nothing; false where somebody was
/// in the way: try again. PostgreSQL looks after its own.
pub async fn empty_log(store: &Store) -> Result<bool> {
    let connector = store.connector().clone();
    tokio::task::spawn_blocking(move || empty_blocking(&connector))
        .await
        .unwrap_or_else(|error| Err(StoreError::Database(error.to_string())))
}

fn empty_blocking(connector: &Connector) -> Result<bool> {
    let purpose = Purpose::Write(Durability::Full);
    let mut watched = connector.connect(purpose).map_err(StoreError::Unavailable)?;
    let DatabaseConnection::Sqlite(sqlite) = &mut watched.connection else { return Ok(true) };
    let done: Checkpoint =
        diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(sqlite)?;
    Ok(done.busy == 0)
}
