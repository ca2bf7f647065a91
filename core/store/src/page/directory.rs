//! The operators, page by page.

use super::{Page, PageRequest};
use crate::{DatabaseConnection, Result, schema::operators};
use diesel::prelude::*;
use switchboard_model::OperatorId;

/// A page of operators, in the order in which they were added.
pub fn operators(
    connection: &mut DatabaseConnection,
    is_active: Option<bool>,
    page_request: &PageRequest<OperatorId>,
) -> Result<Page<OperatorId>> {
    let mut query = operators::table.select(operators::operator_id).into_boxed();
    if let Some(is_active) = is_active {
        query = query.filter(operators::is_active.eq(is_active));
    }
    if let Some(key) = page_request.after {
        query = query.filter(operators::operator_id.gt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(operators::operator_id.lt(key));
    }
    query = if page_request.is_from_end {
        query.order(operators::operator_id.desc())
    } else {
        query.order(operators::operator_id.asc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}
