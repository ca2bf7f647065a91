//! The table of macros.

use crate::error::one_changed;
use crate::schema::macros;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::macros::Macro;
use switchboard_model::{MacroId, OperatorId};

queries!(Macro in macros by macro_id: MacroId copied { get, lock, by_ids, insert, update });

/// Those that several people have, and this operator's own, by their titles, at most `limit`.
pub fn own_and_shared(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<Macro>> {
    Ok(Macro::query()
        .filter(macros::operator_id.is_null().or(macros::operator_id.eq(operator_id)))
        .order((macros::title, macros::macro_id))
        .limit(limit)
        .load(connection)?)
}

/// How many this operator alone has; without one, how many several people have.
pub fn count_of(
    connection: &mut DatabaseConnection,
    operator_id: Option<OperatorId>,
) -> Result<i64> {
    let count = macros::table.count();
    Ok(match operator_id {
        Some(id) => count.filter(macros::operator_id.eq(id)).get_result(connection)?,
        None => count.filter(macros::operator_id.is_null()).get_result(connection)?,
    })
}

/// Removes a macro.
pub fn delete(connection: &mut DatabaseConnection, id: MacroId) -> Result<()> {
    one_changed(diesel::delete(macros::table.find(id)).execute(connection)?)
}
