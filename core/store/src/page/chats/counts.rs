//! How many chats there are in lists, exactly.

use super::{Wanted, conditions};
use crate::page::{
    filter::{self, Binds},
    statement,
};
use crate::{DatabaseConnection, Result, dialect::direct, log};
use diesel::{RunQueryDsl, sql_types::BigInt};
use switchboard_model::{ChatFilter, ChatVisibility, EventCursor, FilterContext};

/// How many chats there are of a list, and how many of them are unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, diesel::QueryableByName)]
pub struct ChatCount {
    /// Which list, by its place among those that were asked for.
    #[diesel(sql_type = BigInt)]
    place: i64,
    /// All of them.
    #[diesel(sql_type = BigInt)]
    pub total: i64,
    /// With messages that are unread by whom it is asked for.
    #[diesel(sql_type = BigInt)]
    pub unread: i64,
}

impl ChatCount {
    /// Of what was counted elsewhere.
    pub fn counted(total: i64, unread: i64) -> Self {
        Self { place: 0, total, unread }
    }
}

/// How many visible chats are like each of these, exactly and in the order of the filters: one statement.
/// What it costs grows with the chats that are visible and with the filters, so ask for few.
pub fn counts(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filters: &[ChatFilter],
    context: FilterContext,
) -> Result<Vec<ChatCount>> {
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let mut binds = Binds::default();
    let parts = counting(visibility, filters, context, &mut binds);
    counted(connection, &binds, parts)
}

/// Like [`counts`], beside others that were counted elsewhere as of a place in the log: none where anything
/// has happened since, and these would be of another moment than those. One statement, of no filters as well.
pub fn counts_beside(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filters: &[ChatFilter],
    context: FilterContext,
    through: EventCursor,
) -> Result<Option<Vec<ChatCount>>> {
    let mut binds = Binds::default();
    let mut parts = counting(visibility, filters, context, &mut binds);
    let behind = log::is_any_behind(through);
    parts.push(format!(
        "SELECT CAST(-1 AS BIGINT) AS place, \
         CAST(CASE WHEN {behind} THEN 1 ELSE 0 END AS BIGINT) AS total, CAST(0 AS BIGINT) AS unread"
    ));
    let mut rows = counted(connection, &binds, parts)?;
    // It stands in front of all lists.
    let is_through = rows.first().is_some_and(|row| row.place < 0 && row.total == 0);
    rows.retain(|row| row.place >= 0);
    Ok(is_through.then_some(rows))
}

/// A part of the statement for each of the filters.
fn counting(
    visibility: &ChatVisibility,
    filters: &[ChatFilter],
    context: FilterContext,
    binds: &mut Binds,
) -> Vec<String> {
    let unread = filter::unread_by(context.operator_id);
    filters
        .iter()
        .enumerate()
        .map(|(place, filter)| {
            let conditions = conditions(Wanted { visibility, filter, context }, binds);
            format!(
                "SELECT CAST({place} AS BIGINT) AS place, COUNT(*) AS total, \
                 CAST(COALESCE(SUM(CASE WHEN {unread} THEN 1 ELSE 0 END), 0) AS BIGINT) AS unread \
                 FROM chats{}",
                statement::filter(&conditions)
            )
        })
        .collect()
}

fn counted(
    connection: &mut DatabaseConnection,
    binds: &Binds,
    parts: Vec<String>,
) -> Result<Vec<ChatCount>> {
    let text = parts.join(" UNION ALL ");
    let mut rows: Vec<ChatCount> =
        direct!(connection => binds.query(&*connection, text).load(connection))?;
    rows.sort_by_key(|row| row.place);
    Ok(rows)
}
