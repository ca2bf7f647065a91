//! The table of what operators' statuses are now.

use crate::schema::operator_presences;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use std::collections::HashSet;
use switchboard_model::presence::{OperatorStatus, Presence};
use switchboard_model::{OperatorId, Timestamp};

queries!(Presence in operator_presences by operator_id: OperatorId {
    find, by_ids, insert, update,
});

/// Those who are not offline, at most `limit`.
pub fn present(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Presence>> {
    Ok(Presence::query()
        .filter(operator_presences::status.ne(OperatorStatus::Offline))
        .order(operator_presences::operator_id)
        .limit(limit)
        .load(connection)?)
}

/// Those of these operators who work now.
pub fn online(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<HashSet<OperatorId>> {
    let found: Vec<OperatorId> = operator_presences::table
        .filter(operator_presences::operator_id.eq_any(ids))
        .filter(operator_presences::status.eq(OperatorStatus::Online))
        .select(operator_presences::operator_id)
        .load(connection)?;
    Ok(found.into_iter().collect())
}

/// Notes that these operators were seen.
pub fn set_seen(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
    at: Timestamp,
) -> Result<()> {
    diesel::update(operator_presences::table.filter(operator_presences::operator_id.eq_any(ids)))
        .set(operator_presences::seen_at.eq(at))
        .execute(connection)?;
    Ok(())
}
