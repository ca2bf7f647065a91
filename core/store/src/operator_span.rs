//! The table of the spans of time that operators were in one status.

use crate::schema::operator_spans;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::presence::{Span, SpanSource};
use switchboard_model::{OperatorId, SpanId, Timestamp};

queries!(Span in operator_spans by span_id: SpanId { insert });

/// The operator's open span; none for one who never had a status.
pub fn find_open(connection: &mut DatabaseConnection, id: OperatorId) -> Result<Option<Span>> {
    Ok(Span::query()
        .filter(operator_spans::operator_id.eq(id))
        .filter(operator_spans::ended_at.is_null())
        .get_result(connection)
        .optional()?)
}

/// The operator's last span that has ended.
pub fn find_last_ended(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<Option<Span>> {
    Ok(Span::query()
        .filter(operator_spans::operator_id.eq(id))
        .filter(operator_spans::ended_at.is_not_null())
        .order((operator_spans::begun_at.desc(), operator_spans::span_id.desc()))
        .first(connection)
        .optional()?)
}

/// Which of these operators are offline because they were not seen any more.
pub fn disconnected(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<Vec<OperatorId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(operator_spans::table
        .filter(operator_spans::operator_id.eq_any(ids))
        .filter(operator_spans::ended_at.is_null())
        .filter(operator_spans::source.eq(SpanSource::Disconnect))
        .order(operator_spans::operator_id)
        .select(operator_spans::operator_id)
        .load(connection)?)
}

/// The operator's spans of which something lies between these times, in their order, at most `limit`.
pub fn between(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    (from, to): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Span>> {
    let is_after = operator_spans::ended_at.is_null().or(operator_spans::ended_at.gt(from));
    Ok(Span::query()
        .filter(operator_spans::operator_id.eq(id))
        .filter(operator_spans::begun_at.lt(to))
        .filter(is_after)
        .order((operator_spans::begun_at, operator_spans::span_id))
        .limit(limit)
        .load(connection)?)
}

/// Ends the open span.
pub fn end(connection: &mut DatabaseConnection, id: SpanId, at: Timestamp) -> Result<()> {
    let update =
        diesel::update(operator_spans::table.find(id).filter(operator_spans::ended_at.is_null()));
    let count = update.set(operator_spans::ended_at.eq(at)).execute(connection)?;
    crate::error::one_changed(count)
}
