//! The table of views.

use crate::error::one_changed;
use crate::schema::views;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::view::View;
use switchboard_model::{OperatorId, ViewId};

queries!(View in views by view_id: ViewId copied { get, lock, by_ids, insert, update });

/// An operator's own views and all shared ones, in the order of their places, at most `limit`.
pub fn own_and_shared(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<View>> {
    Ok(View::query()
        .filter(views::operator_id.is_null().or(views::operator_id.eq(operator_id)))
        .order((views::position, views::view_id))
        .limit(limit)
        .load(connection)?)
}

/// All shared views, in the order of their places, at most `limit`.
pub fn shared(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<View>> {
    Ok(View::query()
        .filter(views::operator_id.is_null())
        .order((views::position, views::view_id))
        .limit(limit)
        .load(connection)?)
}

/// How many views an operator has; without one, how many are shared.
pub fn count_of(
    connection: &mut DatabaseConnection,
    operator_id: Option<OperatorId>,
) -> Result<i64> {
    let count = views::table.count();
    Ok(match operator_id {
        Some(id) => count.filter(views::operator_id.eq(id)).get_result(connection)?,
        None => count.filter(views::operator_id.is_null()).get_result(connection)?,
    })
}

/// Removes a view.
pub fn delete(connection: &mut DatabaseConnection, id: ViewId) -> Result<()> {
    one_changed(diesel::delete(views::table.find(id)).execute(connection)?)
}
