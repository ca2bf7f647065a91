//! Which life of the database this is. A restored copy starts a new one, which makes all cursors of
//! the log void: its numbers may be given out again to other events.

use crate::schema::{events, settings};
use crate::{DatabaseConnection, Result, StoreError, dialect, quiet, setting};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::Timestamp;

/// The setting that holds the epoch.
pub(crate) const EPOCH: &str = "log.epoch";
/// The setting that holds the place of the last removed event.
pub(crate) const FLOOR: &str = "log.floor";

/// The epoch; made at the first start, and again where the numbers of the log show that the database
/// was copied from another PostgreSQL server.
pub(crate) fn get_or_make(connection: &mut DatabaseConnection, now: Timestamp) -> Result<u32> {
    let insert = diesel::insert_into(settings::table).values((
        settings::key.eq(EPOCH),
        settings::value.eq(random_word()),
        settings::updated_at.eq(now),
    ));
    dialect::insert_or_ignore(connection, insert)?;
    if is_transplanted(connection)? {
        begin_new(connection, now)?;
    }
    let word: String =
        settings::table.find(EPOCH).select(settings::value).get_result(connection)?;
    u32::from_str_radix(&word, 16)
        .map_err(|_| StoreError::Database(format!("the stored {EPOCH} is damaged: {word:?}")))
}

/// Starts a new life: for a copy, before anybody reads its log. It begins quiet, because the original may
/// be at work.
pub(crate) fn begin_new(connection: &mut DatabaseConnection, now: Timestamp) -> Result<()> {
    setting::put(connection, EPOCH, &random_word(), now)?;
    quiet::begin(connection, now)?;
    diesel::delete(settings::table.find(FLOOR)).execute(connection)?;
    diesel::delete(crate::schema::cursors::table).execute(connection)?;
    diesel::delete(crate::schema::leases::table).execute(connection)?;
    // The transaction numbers of the old server mean nothing here: put them before all new ones.
    diesel::update(events::table.filter(events::transaction_id.ne(0)))
        .set(events::transaction_id.eq(0))
        .execute(connection)?;
    Ok(())
}

fn random_word() -> String {
    format!("{:x}", rand::random::<u32>())
}

#[derive(QueryableByName)]
struct Ahead {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Does the log hold a transaction number that this server has not given out yet?
fn is_transplanted(connection: &mut DatabaseConnection) -> Result<bool> {
    let DatabaseConnection::Postgres(postgres) = connection else { return Ok(false) };
    let text = "SELECT count(*) AS number FROM (SELECT 1 FROM events \
        WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint LIMIT 1) ahead";
    let row: Ahead = diesel::sql_query(text).get_result(postgres)?;
    Ok(row.number > 0)
}
