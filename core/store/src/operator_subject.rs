//! The table of who operators are at an identity provider.

use crate::schema::operator_subjects;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::{OperatorId, Timestamp};

/// The operator who is this subject of the issuer, if somebody is.
pub fn find(
    connection: &mut DatabaseConnection,
    issuer: &str,
    subject: &str,
) -> Result<Option<OperatorId>> {
    let row = operator_subjects::table.find((issuer, subject));
    Ok(row.select(operator_subjects::operator_id).get_result(connection).optional()?)
}

/// Which subject of the issuer the operator is, if they are one.
pub fn find_of_operator(
    connection: &mut DatabaseConnection,
    issuer: &str,
    id: OperatorId,
) -> Result<Option<String>> {
    Ok(operator_subjects::table
        .filter(operator_subjects::operator_id.eq(id))
        .filter(operator_subjects::issuer.eq(issuer))
        .select(operator_subjects::subject)
        .get_result(connection)
        .optional()?)
}

/// Says that an operator is this subject of the issuer. A conflict where another is, or where the operator
/// is another one of it.
pub fn insert(
    connection: &mut DatabaseConnection,
    (issuer, subject): (&str, &str),
    id: OperatorId,
    at: Timestamp,
) -> Result<()> {
    diesel::insert_into(operator_subjects::table)
        .values((
            operator_subjects::issuer.eq(issuer),
            operator_subjects::subject.eq(subject),
            operator_subjects::operator_id.eq(id),
            operator_subjects::created_at.eq(at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Removes all that the operator is, at whichever issuer; returns how many there were.
pub fn delete_of_operator(connection: &mut DatabaseConnection, id: OperatorId) -> Result<usize> {
    let rows = operator_subjects::table.filter(operator_subjects::operator_id.eq(id));
    Ok(diesel::delete(rows).execute(connection)?)
}
