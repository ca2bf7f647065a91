//! The table of replacements: what is put in the place of something typed.

use crate::error::one_changed;
use crate::schema::replacements;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::template::Replacement;
use switchboard_model::{OperatorId, ReplacementId, SharingScope};

queries!(Replacement in replacements by replacement_id: ReplacementId {
    get, lock, by_ids, insert,
    /// A taken token is a conflict.
    update,
});

/// Those that several people have, and this operator's own; at most `limit`, in no particular order.
pub fn shared_or_own(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<Replacement>> {
    let shared =
        Replacement::query().filter(replacements::scope.ne(SharingScope::Own)).limit(limit);
    let own = Replacement::query().filter(replacements::operator_id.eq(operator_id)).limit(limit);
    let mut found: Vec<Replacement> = shared.load(connection)?;
    found.extend::<Vec<Replacement>>(own.load(connection)?);
    Ok(found)
}

/// How many several people have, or how many this operator alone.
pub fn count_beside(
    connection: &mut DatabaseConnection,
    operator_id: Option<OperatorId>,
) -> Result<i64> {
    Ok(match operator_id {
        Some(id) => replacements::table
            .filter(replacements::operator_id.eq(id))
            .count()
            .get_result(connection)?,
        None => replacements::table
            .filter(replacements::scope.ne(SharingScope::Own))
            .count()
            .get_result(connection)?,
    })
}

/// Removes a replacement.
pub fn delete(connection: &mut DatabaseConnection, id: ReplacementId) -> Result<()> {
    one_changed(diesel::delete(replacements::table.find(id)).execute(connection)?)
}
