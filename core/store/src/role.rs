//! The table of roles. The rights are stored as a JSON array of their words.

use crate::schema::roles;
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::operator::Role;
use switchboard_model::{Right, RoleId};

type Row = (i64, String, bool, String, i64);

fn from_row((role_id, name, is_built_in, rights, version): Row) -> Result<Role, StoreError> {
    Ok(Role { role_id: RoleId(role_id), name, is_built_in, rights: read_rights(&rights)?, version })
}

/// The rights in a stored list.
pub fn read_rights(stored: &str) -> Result<Vec<Right>, StoreError> {
    Ok(serde_json::from_str(stored)?)
}

/// The stored form of a list of rights.
pub fn write_rights(rights: &[Right]) -> Result<String, StoreError> {
    Ok(serde_json::to_string(rights)?)
}

/// The role with this id.
pub fn get(connection: &mut DatabaseConnection, id: RoleId) -> Result<Role, StoreError> {
    from_row(roles::table.find(id.0).select(roles::all_columns).get_result(connection)?)
}

/// The role with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: RoleId) -> Result<Option<Role>, StoreError> {
    let row: Option<Row> =
        roles::table.find(id.0).select(roles::all_columns).get_result(connection).optional()?;
    row.map(from_row).transpose()
}

/// The role with this name.
pub fn find_by_name(
    connection: &mut DatabaseConnection,
    name: &str,
) -> Result<Option<Role>, StoreError> {
    let row: Option<Row> = roles::table
        .filter(roles::name.eq(name))
        .select(roles::all_columns)
        .get_result(connection)
        .optional()?;
    row.map(from_row).transpose()
}

/// The roles with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[RoleId],
) -> Result<Vec<Role>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = roles::table
        .filter(roles::role_id.eq_any(ids))
        .select(roles::all_columns)
        .load(connection)?;
    rows.into_iter().map(from_row).collect()
}

/// All roles by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Role>, StoreError> {
    let rows: Vec<Row> = roles::table
        .order((roles::name, roles::role_id))
        .select(roles::all_columns)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(from_row).collect()
}

/// How many roles there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(roles::table.count().get_result(connection)?)
}

/// Locks all roles until the commit: who may change whose rights is decided by one at a time.
pub fn lock_all(connection: &mut DatabaseConnection) -> Result<(), StoreError> {
    let lock = dialect::for_update(connection);
    let _: Vec<i64> =
        dialect::Followed(roles::table.order(roles::role_id).select(roles::role_id), lock)
            .load(connection)?;
    Ok(())
}

/// Adds a role; a taken name is a conflict.
pub fn insert(connection: &mut DatabaseConnection, role: &Role) -> Result<(), StoreError> {
    diesel::insert_into(roles::table)
        .values((
            roles::role_id.eq(role.role_id.0),
            roles::name.eq(&role.name),
            roles::is_built_in.eq(role.is_built_in),
            roles::rights.eq(write_rights(&role.rights)?),
            roles::version.eq(role.version),
        ))
        .execute(connection)?;
    Ok(())
}

/// Adds a role unless its name is taken; true when it was added.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    role: &Role,
) -> Result<bool, StoreError> {
    let count = dialect::OrIgnore(diesel::insert_into(roles::table).values((
        roles::role_id.eq(role.role_id.0),
        roles::name.eq(&role.name),
        roles::is_built_in.eq(role.is_built_in),
        roles::rights.eq(write_rights(&role.rights)?),
        roles::version.eq(role.version),
    )))
    .execute(connection)?;
    Ok(count == 1)
}

/// Writes all that can change about a role.
pub fn update(connection: &mut DatabaseConnection, role: &Role) -> Result<(), StoreError> {
    let count = diesel::update(roles::table.find(role.role_id.0))
        .set((
            roles::name.eq(&role.name),
            roles::rights.eq(write_rights(&role.rights)?),
            roles::version.eq(role.version),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Removes a role; one that operators still have is a conflict.
pub fn delete(connection: &mut DatabaseConnection, id: RoleId) -> Result<(), StoreError> {
    diesel::delete(roles::table.find(id.0)).execute(connection)?;
    Ok(())
}
