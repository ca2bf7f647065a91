//! The text of a keyset page: conditions, order, limit. One form for a single list and for the same
//! list of many parents in one statement.

use super::{Page, PageRequest, pages_by_parent};
use crate::{DatabaseConnection, Result, limits};
use diesel::{RunQueryDsl, sql_query, sql_types::BigInt};
use std::collections::HashMap;

/// An id that a page found.
#[derive(diesel::QueryableByName)]
pub(crate) struct FoundId {
    #[diesel(sql_type = BigInt)]
    pub(crate) id: i64,
}

/// An id that a page found for one of several parents.
#[derive(diesel::QueryableByName)]
pub(super) struct ChildId {
    #[diesel(sql_type = BigInt)]
    pub(super) parent: i64,
    #[diesel(sql_type = BigInt)]
    pub(super) id: i64,
}

/// A column (or expression over columns) of a sort key.
#[derive(Clone, Copy)]
pub(super) struct Sort {
    pub(super) column: &'static str,
    pub(super) is_descending: bool,
}

/// Ascending by a column.
pub(super) const fn ascending(column: &'static str) -> Sort {
    Sort { column, is_descending: false }
}

/// Descending by a column.
pub(super) fn descending(column: &'static str) -> Sort {
    Sort { column, is_descending: true }
}

/// `ORDER BY … LIMIT …` of a page_request: one row more than asked for, to know whether there are more.
pub(super) fn order_and_limit<K>(sorts: &[Sort], page_request: &PageRequest<K>) -> String {
    let columns: Vec<String> = sorts
        .iter()
        .map(|sort| {
            let is_descending = sort.is_descending != page_request.is_from_end;
            format!("{} {}", sort.column, if is_descending { "DESC" } else { "ASC" })
        })
        .collect();
    format!(" ORDER BY {} LIMIT {}", columns.join(", "), page_request.count.saturating_add(1))
}

/// The conditions of a page_request's ends.
pub(super) fn ends<K>(
    sorts: &[Sort],
    page_request: &PageRequest<K>,
    numbers: impl Fn(&K) -> Vec<String>,
) -> Vec<String> {
    let after = page_request.after.as_ref().map(|key| beyond(sorts, &numbers(key), false));
    let before = page_request.before.as_ref().map(|key| beyond(sorts, &numbers(key), true));
    after.into_iter().chain(before).collect()
}

/// Strictly behind (or in front of) a key. The first column is bounded by itself as well, so that
/// an index on it is entered at the right place.
fn beyond(sorts: &[Sort], values: &[String], is_in_front: bool) -> String {
    let mut alternatives = Vec::new();
    for (place, (sort, value)) in sorts.iter().zip(values).enumerate() {
        let comparison = if sort.is_descending == is_in_front { ">" } else { "<" };
        let equal = sorts.iter().zip(values).take(place);
        let mut parts: Vec<String> =
            equal.map(|(sort, value)| format!("{} = {value}", sort.column)).collect();
        parts.push(format!("{} {comparison} {value}", sort.column));
        alternatives.push(parts.join(" AND "));
    }
    let exact = format!("({})", alternatives.join(" OR "));
    match (sorts, values) {
        ([first, _, ..], [value, ..]) => {
            let comparison = if first.is_descending == is_in_front { ">=" } else { "<=" };
            format!("{} {comparison} {value} AND {exact}", first.column)
        }
        _ => exact,
    }
}

/// `WHERE …` of conditions, or nothing.
pub(super) fn filter(conditions: &[String]) -> String {
    if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    }
}

/// The column holds one of these words of the model; an empty list matches nothing.
pub(super) fn one_of<'a>(column: &str, words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("'{word}'")).collect();
    let list = if quoted.is_empty() { "NULL".to_owned() } else { quoted.join(", ") };
    format!("{column} IN ({list})")
}

/// `1, 2, 3`; an empty list gives `NULL`, which nothing equals.
pub(crate) fn numbers(ids: impl IntoIterator<Item = i64>) -> String {
    let words: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    if words.is_empty() { "NULL".to_owned() } else { words.join(", ") }
}

/// A list of many parents: each parent's part is read by its own index walk, the parts of up to
/// [`limits::PARENTS_PER_STATEMENT`] parents in one statement.
pub(super) struct Children<'a> {
    pub(super) table: &'a str,
    pub(super) parent_column: &'static str,
    pub(super) id_column: &'static str,
    pub(super) sorts: &'a [Sort],
    pub(super) conditions: Vec<String>,
}

impl Children<'_> {
    /// A page for each of the parents.
    pub(super) fn pages<K>(
        &self,
        connection: &mut DatabaseConnection,
        parents: &[i64],
        page_request: &PageRequest<K>,
    ) -> Result<HashMap<i64, Page<i64>>> {
        let mut rows: Vec<ChildId> = Vec::new();
        for some in parents.chunks(limits::PARENTS_PER_STATEMENT) {
            rows.extend(sql_query(self.text(some, page_request)).load::<ChildId>(connection)?);
        }
        let rows = rows.into_iter().map(|row| (row.parent, row.id));
        Ok(pages_by_parent(parents, rows, page_request))
    }

    fn text<K>(&self, parents: &[i64], page_request: &PageRequest<K>) -> String {
        let Self { table, parent_column, id_column, .. } = self;
        let tail = order_and_limit(self.sorts, page_request);
        let parts: Vec<String> = parents
            .iter()
            .map(|parent| {
                let mut conditions = vec![format!("{parent_column} = {parent}")];
                conditions.extend(self.conditions.iter().cloned());
                let filter = filter(&conditions);
                format!(
                    "SELECT * FROM (SELECT {parent_column} AS parent, {id_column} AS id \
                     FROM {table}{filter}{tail}) AS list"
                )
            })
            .collect();
        parts.join(" UNION ALL ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_request(is_from_end: bool) -> PageRequest<(i64, i64)> {
        PageRequest { after: Some((5, 7)), before: None, count: 2, is_from_end }
    }

    #[test]
    fn the_next_page_begins_right_behind_the_key() {
        let sorts = [descending("at"), ascending("id")];
        let ends =
            ends(&sorts, &page_request(false), |key| vec![key.0.to_string(), key.1.to_string()]);
        assert_eq!(ends, ["at <= 5 AND (at < 5 OR at = 5 AND id > 7)"]);
    }

    #[test]
    fn a_page_from_the_end_is_read_backwards() {
        let sorts = [descending("at"), ascending("id")];
        assert_eq!(
            order_and_limit(&sorts, &page_request(true)),
            " ORDER BY at ASC, id DESC LIMIT 3"
        );
    }

    #[test]
    fn no_ids_match_nothing() {
        assert_eq!(numbers([]), "NULL");
    }
}
