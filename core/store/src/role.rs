//! The table of roles. The permissions are stored as a JSON array of their words.

use crate::error::one_changed;
use crate::schema::roles;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::RoleId;
use switchboard_model::operator::Role;

/// The role with this id.
pub fn get(connection: &mut DatabaseConnection, id: RoleId) -> Result<Role, StoreError> {
    Ok(Role::query().find(id).get_result(connection)?)
}

/// The role with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: RoleId) -> Result<Option<Role>, StoreError> {
    Ok(Role::query().find(id).get_result(connection).optional()?)
}

/// The role with this name.
pub fn find_by_name(
    connection: &mut DatabaseConnection,
    name: &str,
) -> Result<Option<Role>, StoreError> {
    Ok(Role::query().filter(roles::name.eq(name)).get_result(connection).optional()?)
}

/// The roles with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[RoleId],
) -> Result<Vec<Role>, StoreError> {
    Ok(Role::query().filter(roles::role_id.eq_any(ids)).load(connection)?)
}

/// All roles by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Role>, StoreError> {
    Ok(Role::query().order((roles::name, roles::role_id)).limit(limit).load(connection)?)
}

/// How many roles there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(roles::table.count().get_result(connection)?)
}

/// Locks all roles until the commit: who may change whose permissions is decided by one at a time.
pub fn lock_all(connection: &mut DatabaseConnection) -> Result<(), StoreError> {
    let all = roles::table.order(roles::role_id).select(roles::role_id);
    let _: Vec<RoleId> = dialect::for_update(connection, all).load(connection)?;
    Ok(())
}

/// Adds a role; a taken name is a conflict.
pub fn insert(connection: &mut DatabaseConnection, role: &Role) -> Result<(), StoreError> {
    diesel::insert_into(roles::table).values(role.clone()).execute(connection)?;
    Ok(())
}

/// Adds a role unless its name is taken; true when it was added.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    role: &Role,
) -> Result<bool, StoreError> {
    dialect::insert_or_ignore(connection, diesel::insert_into(roles::table).values(role.clone()))
}

/// Writes all that can change about a role.
pub fn update(connection: &mut DatabaseConnection, role: &Role) -> Result<(), StoreError> {
    let row = roles::table.find(role.role_id);
    one_changed(diesel::update(row).set(role.clone()).execute(connection)?)
}

/// Removes a role; one that operators still have is a conflict.
pub fn delete(connection: &mut DatabaseConnection, id: RoleId) -> Result<(), StoreError> {
    diesel::delete(roles::table.find(id)).execute(connection)?;
    Ok(())
}
