//! The table of the first admin's one-time links, known by the hash of their secret.

use crate::schema::first_admin_links;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::{RoleId, Timestamp};

/// Adds a link to a role.
pub fn insert(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    role_id: RoleId,
    created_at: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    diesel::insert_into(first_admin_links::table)
        .values((
            first_admin_links::secret_hash.eq(secret_hash),
            first_admin_links::role_id.eq(role_id),
            first_admin_links::created_at.eq(created_at),
            first_admin_links::expires_at.eq(expires_at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Can the link still be used.
pub fn is_open(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let found: Option<Timestamp> = first_admin_links::table
        .find(secret_hash)
        .filter(first_admin_links::used_at.is_null())
        .filter(first_admin_links::expires_at.gt(now))
        .select(first_admin_links::created_at)
        .get_result(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Uses a link up: its role, or none when it is unknown, used or expired. Of two who try at
/// once, one gets it.
pub fn redeem(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<RoleId>> {
    let count = diesel::update(
        first_admin_links::table
            .find(secret_hash)
            .filter(first_admin_links::used_at.is_null())
            .filter(first_admin_links::expires_at.gt(now)),
    )
    .set(first_admin_links::used_at.eq(now))
    .execute(connection)?;
    if count == 0 {
        return Ok(None);
    }
    let link = first_admin_links::table.find(secret_hash);
    Ok(Some(link.select(first_admin_links::role_id).get_result(connection)?))
}

/// Removes all links that were not used: the next one is the only one that works.
pub fn delete_unused(connection: &mut DatabaseConnection) -> Result<usize> {
    Ok(diesel::delete(first_admin_links::table.filter(first_admin_links::used_at.is_null()))
        .execute(connection)?)
}
