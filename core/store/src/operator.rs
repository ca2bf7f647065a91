//! The table of operators. The password's hash and the picture have their own functions, so that they never ride along.

use crate::schema::{operators, roles};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::operator::Operator;
use switchboard_model::{OperatorId, Permission, RoleId};

queries!(Operator in operators by operator_id: OperatorId {
    get, find, hold, lock, by_ids, all, count, insert, update,
});

/// The operator with this address (lower case).
pub fn find_by_email(connection: &mut DatabaseConnection, email: &str) -> Result<Option<Operator>> {
    let query = Operator::query().filter(operators::email.eq(email));
    Ok(query.get_result(connection).optional()?)
}

/// Is there any operator at all.
pub fn exists_any(connection: &mut DatabaseConnection) -> Result<bool> {
    let found: Option<OperatorId> =
        operators::table.select(operators::operator_id).first(connection).optional()?;
    Ok(found.is_some())
}

/// The active operators' roles: a list of permissions per operator, with the operator's id.
pub fn active_with_permissions(
    connection: &mut DatabaseConnection,
) -> Result<Vec<(OperatorId, RoleId, Vec<Permission>)>> {
    Ok(operators::table
        .inner_join(roles::table.on(roles::role_id.eq(operators::role_id)))
        .filter(operators::is_active.eq(true))
        .select((operators::operator_id, roles::role_id, roles::permissions))
        .load(connection)?)
}

/// The hash of an operator's password, in PHC form; none where no password was set.
pub fn password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<String>> {
    Ok(operators::table.find(id).select(operators::password_hash).get_result(connection)?)
}

/// Sets the hash of an operator's password, in PHC form.
pub fn set_password_hash(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    hash: &str,
) -> Result<()> {
    diesel::update(operators::table.find(id))
        .set(operators::password_hash.eq(hash))
        .execute(connection)?;
    Ok(())
}

/// The picture of an operator, a JPEG, with its SHA-256 in hex; none where they have none.
pub fn avatar(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<(String, Vec<u8>)>> {
    let found: Option<(Option<String>, Option<Vec<u8>>)> = operators::table
        .find(id)
        .select((operators::avatar_sha256, operators::avatar))
        .first(connection)
        .optional()?;
    Ok(found.and_then(|(sha256, jpeg)| Some((sha256?, jpeg?))))
}

/// Sets the picture of an operator, whose row tells its hash, or takes it away.
pub fn set_avatar(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    jpeg: Option<&[u8]>,
) -> Result<()> {
    diesel::update(operators::table.find(id))
        .set(operators::avatar.eq(jpeg))
        .execute(connection)?;
    Ok(())
}
