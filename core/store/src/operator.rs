//! The table of operators. The password's hash has its own functions, so that it never rides along.

use crate::error::one_changed;
use crate::schema::{operators, roles};
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, Permission, RoleId};

/// The operator with this id.
pub fn get(connection: &mut DatabaseConnection, id: OperatorId) -> Result<Operator, StoreError> {
    Ok(Operator::query().find(id).get_result(connection)?)
}

/// The operator with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<Operator>, StoreError> {
    Ok(Operator::query().find(id).get_result(connection).optional()?)
}

/// The operator with this address (lower case).
pub fn find_by_email(
    connection: &mut DatabaseConnection,
    email: &str,
) -> Result<Option<Operator>, StoreError> {
    let query = Operator::query().filter(operators::email.eq(email));
    Ok(query.get_result(connection).optional()?)
}

/// The operators with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<Vec<Operator>, StoreError> {
    Ok(Operator::query().filter(operators::operator_id.eq_any(ids)).load(connection)?)
}

/// All operators by name, at most `limit`.
pub fn all(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Operator>, StoreError> {
    let query = Operator::query().order((operators::name, operators::operator_id));
    Ok(query.limit(limit).load(connection)?)
}

/// Is there any operator at all.
pub fn exists_any(connection: &mut DatabaseConnection) -> Result<bool, StoreError> {
    let found: Option<OperatorId> =
        operators::table.select(operators::operator_id).first(connection).optional()?;
    Ok(found.is_some())
}

/// How many operators there are.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64, StoreError> {
    Ok(operators::table.count().get_result(connection)?)
}

/// The active operators' roles: a list of permissions per operator, with the operator's id.
pub fn active_with_permissions(
    connection: &mut DatabaseConnection,
) -> Result<Vec<(OperatorId, RoleId, Vec<Permission>)>, StoreError> {
    Ok(operators::table
        .inner_join(roles::table.on(roles::role_id.eq(operators::role_id)))
        .filter(operators::is_active.eq(true))
        .select((operators::operator_id, roles::role_id, roles::permissions))
        .load(connection)?)
}

/// Adds an operator; a taken address is a conflict.
pub fn insert(connection: &mut DatabaseConnection, operator: &Operator) -> Result<(), StoreError> {
    diesel::insert_into(operators::table).values(operator).execute(connection)?;
    Ok(())
}

/// Writes all that can change about an operator.
pub fn update(connection: &mut DatabaseConnection, operator: &Operator) -> Result<(), StoreError> {
    let row = operators::table.find(operator.operator_id);
    one_changed(diesel::update(row).set(operator).execute(connection)?)
}

/// The hash of an operator's password, in PHC form; none where no password was set.
pub fn password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<String>, StoreError> {
    Ok(operators::table.find(id).select(operators::password_hash).get_result(connection)?)
}

/// Sets the hash of an operator's password, in PHC form.
pub fn set_password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(operators::table.find(id))
        .set(operators::password_hash.eq(hash))
        .execute(connection)?;
    Ok(())
}
