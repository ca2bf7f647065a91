//! The table of invitations: one-time links, known by the hash of their secret.

use crate::schema::invitations;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::{RoleId, Timestamp};

/// Adds an invitation to a role.
pub fn insert(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    role_id: RoleId,
    created_at: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    diesel::insert_into(invitations::table)
        .values((
            invitations::secret_hash.eq(secret_hash),
            invitations::role_id.eq(role_id),
            invitations::created_at.eq(created_at),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Can the invitation still be used.
pub fn is_open(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let found: Option<Timestamp> = invitations::table
        .find(secret_hash)
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .select(invitations::created_at)
        .get_result(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Uses an invitation up: its role, or none when it is unknown, used or expired. Of two who try at
/// once, one gets it.
pub fn redeem(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<RoleId>> {
    let count = diesel::update(
        invitations::table
            .find(secret_hash)
            .filter(invitations::used_at.is_null())
            .filter(invitations::expires_at.gt(now)),
    )
    .set(invitations::used_at.eq(now))
    .execute(connection)?;
    if count == 0 {
        return Ok(None);
    }
    let invitation = invitations::table.find(secret_hash);
    Ok(Some(invitation.select(invitations::role_id).get_result(connection)?))
}

/// Removes all invitations that were not used: the next one is the only one that works.
pub fn delete_unused(connection: &mut DatabaseConnection) -> Result<usize> {
    Ok(diesel::delete(invitations::table.filter(invitations::used_at.is_null()))
        .execute(connection)?)
}
