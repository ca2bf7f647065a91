//! The table of sign-ins by an identity provider that were used, by the hash of their state.

use crate::schema::used_sign_ins;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// Uses a sign-in up, which nobody takes for a good one after `expires_at`; false when it was used before.
/// Of two who try at once, one gets it.
pub fn take(
    connection: &mut DatabaseConnection,
    state_hash: &str,
    expires_at: Timestamp,
) -> Result<bool> {
    let insert = diesel::insert_into(used_sign_ins::table).values((
        used_sign_ins::state_hash.eq(state_hash),
        used_sign_ins::expires_at.eq(expires_at),
    ));
    dialect::insert_or_ignore(connection, insert)
}

/// Forgets those that had expired before `before`; returns how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let old = used_sign_ins::table.filter(used_sign_ins::expires_at.lt(before));
    Ok(diesel::delete(old).execute(connection)?)
}
