//! Relay's connections: page sizes that are bounded, the arguments of a connection, its type and that of
//! its edges.

use crate::{
    cursor::{Key, decode},
    errors::invalid,
    limits::{PAGE_DEFAULT, PAGE_MAX},
};
use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueError, InputValueResult, Result, SimpleObject, Value};
use std::borrow::Cow;

pub use crate::cursor::encode;
pub use switchboard_desk::read::{Page, PageRequest};

/// How many items a page may have: 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageSize(pub i64);

impl InputType for PageSize {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <i32 as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <i32 as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let number = <i64 as InputType>::parse(value).map_err(InputValueError::propagate)?;
        if (0..=PAGE_MAX).contains(&number) {
            Ok(Self(number))
        } else {
            let message = format!("a page has 0 to {PAGE_MAX} items, not {number}");
            Err(InputValueError::custom(message).with_extension("code", "INVALID"))
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}

/// The arguments of a connection as they were given.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// Items from the beginning.
    pub first: Option<PageSize>,
    /// Behind this cursor.
    pub after: Option<String>,
    /// Items from the end.
    pub last: Option<PageSize>,
    /// In front of this cursor.
    pub before: Option<String>,
}

impl Arguments {
    /// The part of the list that is asked for.
    pub fn page_request<K: Key>(self) -> Result<PageRequest<K>> {
        let (count, is_from_end) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(invalid("Pass either \"first\" or \"last\", not both."));
            }
            (Some(first), None) => (first.0, false),
            (None, Some(last)) => (last.0, true),
            (None, None) => (PAGE_DEFAULT, false),
        };
        let key = |name: &str, word: Option<String>| {
            word.map(|word| {
                decode(&word).ok_or_else(|| {
                    invalid(format!("\"{name}\" is not from this list: pass one that it gave."))
                })
            })
            .transpose()
        };
        Ok(PageRequest {
            after: key("after", self.after)?,
            before: key("before", self.before)?,
            count,
            is_from_end,
        })
    }
}

/// Where a page stands in its list.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// There are items in front of this page.
    pub has_previous_page: bool,
    /// There are items behind this page.
    pub has_next_page: bool,
    /// The cursor of the first item; absent on an empty page.
    pub start_cursor: Option<String>,
    /// The cursor of the last item; absent on an empty page.
    pub end_cursor: Option<String>,
}

impl PageInfo {
    /// Of a page with these cursors.
    pub fn of<'a>(
        has_previous_page: bool,
        has_next_page: bool,
        mut cursors: impl DoubleEndedIterator<Item = &'a String>,
    ) -> Self {
        let start_cursor = cursors.next().cloned();
        let end_cursor = cursors.next_back().or(start_cursor.as_ref()).cloned();
        Self { has_previous_page, has_next_page, start_cursor, end_cursor }
    }
}

/// A page without items.
pub fn empty<T>() -> Page<T> {
    Page { items: Vec::new(), has_previous: false, has_next: false }
}

/// Declares a connection and its edge.
#[macro_export]
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $page_doc:literal, $edge_doc:literal) => {
        #[doc = $edge_doc]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $edge {
            /// The place of the item in this list; pass it as `after` or `before`.
            pub cursor: String,
            /// The item.
            pub node: $node,
        }

        #[doc = $page_doc]
        #[derive(Clone, async_graphql::SimpleObject)]
        pub struct $connection {
            /// The items with their cursors.
            pub edges: Vec<$edge>,
            /// The items alone.
            pub nodes: Vec<$node>,
            /// Where this page stands in the list.
            pub page_info: $crate::page::PageInfo,
        }

        impl $connection {
            /// Of a page of items, each with the word of its key.
            pub fn of(page: $crate::page::Page<$node>, cursor: impl Fn(&$node) -> String) -> Self {
                let edges: Vec<$edge> = page
                    .items
                    .iter()
                    .map(|node| $edge { cursor: cursor(node), node: node.clone() })
                    .collect();
                let cursors = edges.iter().map(|edge| &edge.cursor);
                let page_info =
                    $crate::page::PageInfo::of(page.has_previous, page.has_next, cursors);
                Self { edges, nodes: page.items, page_info }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_desk::read::MessageKey;

    #[test]
    fn a_page_asks_for_one_end_only() {
        let both =
            Arguments { first: Some(PageSize(1)), last: Some(PageSize(1)), ..Arguments::default() };
        assert!(both.page_request::<MessageKey>().is_err());
    }
}
