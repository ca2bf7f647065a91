//! The table of operators. The password's hash has its own functions, so that it never rides along.

use crate::schema::{operators, roles};
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, RoleId, Timestamp};

#[derive(Queryable)]
struct Row {
    operator_id: i64,
    email: String,
    name: String,
    role_id: i64,
    is_active: bool,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl From<Row> for Operator {
    fn from(row: Row) -> Self {
        Self {
            operator_id: OperatorId(row.operator_id),
            email: row.email,
            name: row.name,
            role_id: RoleId(row.role_id),
            is_active: row.is_active,
            version: row.version,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        }
    }
}

type Columns = (
    operators::operator_id,
    operators::email,
    operators::name,
    operators::role_id,
    operators::is_active,
    operators::version,
    operators::created_at,
    operators::updated_at,
);
const COLUMNS: Columns = (
    operators::operator_id,
    operators::email,
    operators::name,
    operators::role_id,
    operators::is_active,
    operators::version,
    operators::created_at,
    operators::updated_at,
);

/// The operator with this id.
pub fn get(connection: &mut DatabaseConnection, id: OperatorId) -> Result<Operator, StoreError> {
    let row: Row = operators::table.find(id.0).select(COLUMNS).get_result(connection)?;
    Ok(row.into())
}

/// The operator with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<Operator>, StoreError> {
    let row: Option<Row> =
        operators::table.find(id.0).select(COLUMNS).get_result(connection).optional()?;
    Ok(row.map(Into::into))
}

/// The operator with this address (lower case).
pub fn find_by_email(
    connection: &mut DatabaseConnection,
    email: &str,
) -> Result<Option<Operator>, StoreError> {
    let row: Option<Row> = operators::table
        .filter(operators::email.eq(email))
        .select(COLUMNS)
        .get_result(connection)
        .optional()?;
    Ok(row.map(Into::into))
}

/// The operators with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<Vec<Operator>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = operators::table
        .filter(operators::operator_id.eq_any(ids))
        .select(COLUMNS)
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// All operators by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Operator>, StoreError> {
    let rows: Vec<Row> = operators::table
        .order((operators::name, operators::operator_id))
        .select(COLUMNS)
        .limit(limit)
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Is there any operator at all.
pub fn exists_any(connection: &mut DatabaseConnection) -> Result<bool, StoreError> {
    let found: Option<i64> =
        operators::table.select(operators::operator_id).first(connection).optional()?;
    Ok(found.is_some())
}

/// How many operators there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(operators::table.count().get_result(connection)?)
}

/// The active operators' roles: one stored list of rights per operator, with the operator's id.
pub fn active_with_rights(
    connection: &mut DatabaseConnection,
) -> Result<Vec<(OperatorId, RoleId, String)>, StoreError> {
    let rows: Vec<(i64, i64, String)> = operators::table
        .inner_join(roles::table.on(roles::role_id.eq(operators::role_id)))
        .filter(operators::is_active.eq(true))
        .select((operators::operator_id, roles::role_id, roles::rights))
        .load(connection)?;
    Ok(rows.into_iter().map(|(id, role, rights)| (OperatorId(id), RoleId(role), rights)).collect())
}

/// Adds an operator; a taken address is a conflict.
pub fn insert(connection: &mut DatabaseConnection, operator: &Operator) -> Result<(), StoreError> {
    diesel::insert_into(operators::table)
        .values((
            operators::operator_id.eq(operator.operator_id.0),
            operators::email.eq(&operator.email),
            operators::name.eq(&operator.name),
            operators::role_id.eq(operator.role_id.0),
            operators::is_active.eq(operator.is_active),
            operators::version.eq(operator.version),
            operators::created_at.eq(operator.created_at.0),
            operators::updated_at.eq(operator.updated_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that can change about an operator.
pub fn update(connection: &mut DatabaseConnection, operator: &Operator) -> Result<(), StoreError> {
    let count = diesel::update(operators::table.find(operator.operator_id.0))
        .set((
            operators::email.eq(&operator.email),
            operators::name.eq(&operator.name),
            operators::role_id.eq(operator.role_id.0),
            operators::is_active.eq(operator.is_active),
            operators::version.eq(operator.version),
            operators::updated_at.eq(operator.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The hash of an operator's password, in PHC form; none where no password was set.
pub fn password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<String>, StoreError> {
    Ok(operators::table.find(id.0).select(operators::password_hash).get_result(connection)?)
}

/// Sets the hash of an operator's password, in PHC form.
pub fn set_password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(operators::table.find(id.0))
        .set(operators::password_hash.eq(hash))
        .execute(connection)?;
    Ok(())
}
