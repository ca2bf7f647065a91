//! Relay's connections: page sizes that are bounded, cursors that hold the sort key and the id, and
//! the types of a connection and its edges.

use crate::{
    errors::invalid,
    limits::{CURSOR_MAX_BYTES, PAGE_DEFAULT, PAGE_MAX},
};
use async_graphql::registry::Registry;
use async_graphql::{InputType, InputValueError, InputValueResult, Result, SimpleObject, Value};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::borrow::Cow;
use switchboard_model::{AuditId, DeliveryId, InboxId, NoteId, OperatorId};
use switchboard_store::page::{Page, Slice};
use switchboard_store::page::{chats::ChatKey, contacts::ContactKey, messages::MessageKey};

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

/// A sort key that travels as an opaque word.
pub trait Key: Sized {
    /// Its parts as JSON-able values.
    type Parts: Serialize + DeserializeOwned;
    /// Which list it belongs to: a key of another list is refused.
    const LIST: char;
    /// The parts of the key.
    fn parts(&self) -> Self::Parts;
    /// The key of these parts.
    fn from_parts(parts: Self::Parts) -> Self;
}

/// The word of a key.
pub fn encode<K: Key>(key: &K) -> String {
    let json = serde_json::to_string(&key.parts()).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(format!("{}{json}", K::LIST))
}

fn decode<K: Key>(word: &str) -> Option<K> {
    if word.len() > CURSOR_MAX_BYTES {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(word).ok()?;
    let json = std::str::from_utf8(&bytes).ok()?.strip_prefix(K::LIST)?;
    serde_json::from_str(json).ok().map(K::from_parts)
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
    pub fn slice<K: Key>(self) -> Result<Slice<K>> {
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
                    invalid(format!("\"{name}\" is no cursor of this list: pass one that it gave."))
                })
            })
            .transpose()
        };
        Ok(Slice {
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

/// A page whose ids were replaced by what they name.
pub fn filled<I, T>(page: Page<I>, mut find: impl FnMut(I) -> Option<T>) -> Page<T> {
    let Page { items, has_previous, has_next } = page;
    Page { items: items.into_iter().filter_map(&mut find).collect(), has_previous, has_next }
}

/// Declares a connection and its edge.
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
            pub fn of(
                page: switchboard_store::page::Page<$node>,
                cursor: impl Fn(&$node) -> String,
            ) -> Self {
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
pub(crate) use connection;

impl Key for ChatKey {
    type Parts = (i64, i64, i64);
    const LIST: char = 'c';
    fn parts(&self) -> Self::Parts {
        (self.priority, self.at, self.chat_id)
    }
    fn from_parts((priority, at, chat_id): Self::Parts) -> Self {
        Self { priority, at, chat_id }
    }
}

impl Key for MessageKey {
    type Parts = (i64, i64);
    const LIST: char = 'm';
    fn parts(&self) -> Self::Parts {
        (self.position, self.message_id)
    }
    fn from_parts((position, message_id): Self::Parts) -> Self {
        Self { position, message_id }
    }
}

impl Key for ContactKey {
    type Parts = (String, i64);
    const LIST: char = 'p';
    fn parts(&self) -> Self::Parts {
        (self.name.clone(), self.contact_id)
    }
    fn from_parts((name, contact_id): Self::Parts) -> Self {
        Self { name, contact_id }
    }
}

macro_rules! key_by_id {
    ($($id:ident = $list:literal),+) => { $(
        impl Key for $id {
            type Parts = i64;
            const LIST: char = $list;
            fn parts(&self) -> i64 {
                self.0
            }
            fn from_parts(id: i64) -> Self {
                Self(id)
            }
        }
    )+ };
}
key_by_id!(NoteId = 'n', OperatorId = 'o', DeliveryId = 'd', InboxId = 'i', AuditId = 'a');

/// A place in a chat's timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimelineKey(pub switchboard_model::EventCursor);

impl Key for TimelineKey {
    type Parts = TimelineParts;
    const LIST: char = 't';
    fn parts(&self) -> TimelineParts {
        TimelineParts(self.0.to_string())
    }
    fn from_parts(parts: TimelineParts) -> Self {
        let start = switchboard_model::EventCursor::start(0);
        Self(parts.0.parse().unwrap_or(start))
    }
}

/// The word of a place in the log.
#[derive(Serialize, Deserialize)]
pub struct TimelineParts(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_its_word() {
        let key = ContactKey { name: "Zoë \"Z\" 北".to_owned(), contact_id: 7 };
        assert_eq!(decode::<ContactKey>(&encode(&key)), Some(key));
    }

    #[test]
    fn keys_of_other_lists_and_garbage_are_refused() {
        let word = encode(&MessageKey { position: 1, message_id: 2 });
        assert!(decode::<ContactKey>(&word).is_none());
        assert!(decode::<MessageKey>("nonsense").is_none());
        assert!(decode::<MessageKey>(&"A".repeat(CURSOR_MAX_BYTES + 1)).is_none());
    }

    #[test]
    fn a_page_asks_for_one_end_only() {
        let both =
            Arguments { first: Some(PageSize(1)), last: Some(PageSize(1)), ..Arguments::default() };
        assert!(both.slice::<MessageKey>().is_err());
    }
}
