//! Keyset pages and batch reads of lists. A page names its rows by id; the rows themselves are read
//! by the table files, but for those of the list of chats, which is asked for most. Pages neither skip
//! nor repeat a row while others arrive, because a page begins at a sort key and not at a count.
//!
//! Everything in the texts of these statements is a number or a word of the model; what people typed
//! is always bound.

pub mod acts;
pub mod audit;
pub mod batch;
pub mod board;
pub mod broadcasts;
pub mod chats;
pub mod contacts;
pub mod deliveries;
pub mod directory;
pub mod entries;
mod filter;
pub mod inbound_requests;
pub mod messages;
pub mod notes;
pub mod scan;
pub mod standing;
pub(crate) mod statement;
pub mod turns;
pub mod united;
pub mod visibility;
pub mod visits;

use std::collections::HashMap;

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest<K> {
    /// Rows behind this key only.
    pub after: Option<K>,
    /// Rows in front of this key only.
    pub before: Option<K>,
    /// How many rows, from 0.
    pub count: i64,
    /// Taken from the end of the list instead of its beginning.
    pub is_from_end: bool,
}

impl<K: Copy> PageRequest<K> {
    /// The rows before and those behind the row with this key, so that they are `count` with it.
    pub fn around(key: K, count: i64) -> [Self; 2] {
        let before = count / 2;
        let behind = (count - before - 1).max(0);
        [
            Self { after: None, before: Some(key), count: before, is_from_end: true },
            Self { after: Some(key), before: None, count: behind, is_from_end: false },
        ]
    }
}

impl<K> PageRequest<K> {
    /// The first `count` rows.
    pub fn first(count: i64) -> Self {
        Self { after: None, before: None, count, is_from_end: false }
    }
}

/// A part of a list, in the list's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows' ids.
    pub items: Vec<T>,
    /// There is something in front of them.
    pub has_previous: bool,
    /// There is something behind them.
    pub has_next: bool,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), has_previous: false, has_next: false }
    }
}

impl<T> Page<T> {
    /// The rows before a row, the row itself, and those behind it.
    pub fn joined(before: Self, row: T, behind: Self) -> Self {
        let items = before.items.into_iter().chain([row]).chain(behind.items).collect();
        Self { items, has_previous: before.has_previous, has_next: behind.has_next }
    }

    /// From rows that were read in the direction of the page_request, one more than asked for where there
    /// are more.
    pub(crate) fn of<K>(mut items: Vec<T>, page_request: &PageRequest<K>) -> Self {
        let count = usize::try_from(page_request.count).unwrap_or(0);
        let has_more = items.len() > count;
        items.truncate(count);
        if page_request.is_from_end {
            items.reverse();
            Self { items, has_previous: has_more, has_next: page_request.before.is_some() }
        } else {
            Self { items, has_previous: page_request.after.is_some(), has_next: has_more }
        }
    }
}

/// Rows that were read for several parents at once, as one page for each of them.
fn pages_by_parent<K, T>(
    parents: &[i64],
    rows: impl IntoIterator<Item = (i64, T)>,
    page_request: &PageRequest<K>,
) -> HashMap<i64, Page<T>> {
    let mut lists: HashMap<i64, Vec<T>> = parents.iter().map(|id| (*id, Vec::new())).collect();
    for (parent, row) in rows {
        lists.entry(parent).or_default().push(row);
    }
    lists.into_iter().map(|(parent, ids)| (parent, Page::of(ids, page_request))).collect()
}
