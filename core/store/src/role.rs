//! The table of roles. The permissions are stored as a JSON array of their words.

use crate::dialect::{Locked, direct};
use crate::schema::roles;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::RoleId;
use switchboard_model::operator::Role;

queries!(Role in roles by role_id: RoleId copied {
    get, find, by_ids, all, count, insert, insert_or_ignore, update,
});

/// The role with this name.
pub fn find_by_name(connection: &mut DatabaseConnection, name: &str) -> Result<Option<Role>> {
    Ok(Role::query().filter(roles::name.eq(name)).get_result(connection).optional()?)
}

/// Locks all roles until the commit: who may change whose permissions is decided by one at a time.
pub fn lock_all(connection: &mut DatabaseConnection) -> Result<()> {
    let all = roles::table.order(roles::role_id).select(roles::role_id);
    let _: Vec<RoleId> = direct!(connection => Locked(all).load(connection))?;
    Ok(())
}

/// Removes a role; one that operators still have is a conflict.
pub fn delete(connection: &mut DatabaseConnection, id: RoleId) -> Result<()> {
    diesel::delete(roles::table.find(id)).execute(connection)?;
    Ok(())
}
