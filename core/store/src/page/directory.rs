//! The operators page by page, and the reasons by name.

use super::{Page, Slice};
use crate::{
    DatabaseConnection, StoreError,
    schema::{operators, reasons},
};
use diesel::prelude::*;
use switchboard_model::{OperatorId, ReasonId};

/// A page of operators, in the order in which they were added.
pub fn operators(
    connection: &mut DatabaseConnection,
    is_active: Option<bool>,
    slice: &Slice<OperatorId>,
) -> Result<Page<OperatorId>, StoreError> {
    let mut query = operators::table.select(operators::operator_id).into_boxed();
    if let Some(is_active) = is_active {
        query = query.filter(operators::is_active.eq(is_active));
    }
    if let Some(key) = slice.after {
        query = query.filter(operators::operator_id.gt(key.0));
    }
    if let Some(key) = slice.before {
        query = query.filter(operators::operator_id.lt(key.0));
    }
    query = if slice.is_from_end {
        query.order(operators::operator_id.desc())
    } else {
        query.order(operators::operator_id.asc())
    };
    let ids: Vec<i64> = query.limit(slice.count.saturating_add(1)).load(connection)?;
    Ok(Page::of(ids.into_iter().map(OperatorId).collect(), slice))
}

/// All reasons by name, at most `max`.
pub fn reasons(connection: &mut DatabaseConnection, max: i64) -> Result<Vec<ReasonId>, StoreError> {
    let ids: Vec<i64> = reasons::table
        .select(reasons::reason_id)
        .order(reasons::name.asc())
        .limit(max)
        .load(connection)?;
    Ok(ids.into_iter().map(ReasonId).collect())
}
