//! The table of codes for who has lost their authenticator app, known by their hash.

use crate::schema::recovery_codes;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::OperatorId;

/// Puts these codes in the place of all that the operator had.
pub fn replace(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    hashes: &[String],
) -> Result<()> {
    delete_all(connection, id)?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::operator_id.eq(id), recovery_codes::code_hash.eq(hash)))
            .execute(connection)?;
    }
    Ok(())
}

/// Uses a code up; false when the operator has none like it. Of two who try at once, one gets it.
pub fn take(connection: &mut DatabaseConnection, id: OperatorId, hash: &str) -> Result<bool> {
    Ok(diesel::delete(recovery_codes::table.find((id, hash))).execute(connection)? == 1)
}

/// Removes all codes of an operator.
pub fn delete_all(connection: &mut DatabaseConnection, id: OperatorId) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::operator_id.eq(id)))
        .execute(connection)?;
    Ok(())
}
