//! Is this installation quiet: after a restore nothing leaves it until an admin says that it is the one
//! that customers talk to. Begins with a new life of the database (`epoch.rs`).

use crate::schema::settings;
use crate::{DatabaseConnection, Result, StoreError, setting};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// The setting that holds since when; without it nothing is held back.
pub(crate) const QUIET_SINCE: &str = "outward.quiet_since";

/// Since when nothing leaves this installation; none where it is live.
pub fn since(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let value: Option<String> = settings::table
        .find(QUIET_SINCE)
        .select(settings::value)
        .get_result(connection)
        .optional()?;
    let Some(value) = value else { return Ok(None) };
    let damaged =
        |_| StoreError::Database(format!("the stored {QUIET_SINCE} is damaged: {value:?}"));
    Ok(Some(Timestamp(value.parse().map_err(damaged)?)))
}

/// From now on nothing leaves.
pub(crate) fn begin(connection: &mut DatabaseConnection, now: Timestamp) -> Result<()> {
    setting::put(connection, QUIET_SINCE, &now.0.to_string(), now)
}

/// The installation is live again.
pub fn end(connection: &mut DatabaseConnection) -> Result<()> {
    diesel::delete(settings::table.find(QUIET_SINCE)).execute(connection)?;
    Ok(())
}
