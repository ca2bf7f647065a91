//! What a field of an input is to the desk: the API's wrappers taken off.

use crate::{
    choice::Choice,
    scalars::{DateTime, Id, Json, Long},
};
use async_graphql::MaybeUndefined;
use std::collections::BTreeMap;
use switchboard_model::Timestamp;

/// A value of the API that the desk takes as `T`.
pub trait Plain<T> {
    /// The value as the desk takes it.
    fn plain(self) -> T;
}

macro_rules! plain {
    ($($api:ty => $desk:ty: |$value:pat_param| $plain:expr;)+) => { $(
        impl Plain<$desk> for $api {
            fn plain(self) -> $desk {
                let $value = self;
                $plain
            }
        }
    )+ };
}

plain! {
    String => String: |value| value;
    bool => bool: |value| value;
    i64 => i64: |value| value;
    Option<bool> => bool: |value| value.unwrap_or(false);
    DateTime => Timestamp: |DateTime(at)| at;
    Json => serde_json::Value: |Json(value)| value;
    Long => i64: |Long(number)| number;
    Long => u64: |Long(number)| u64::try_from(number).unwrap_or(0);
}

impl<T> Plain<T> for Choice<T> {
    fn plain(self) -> T {
        self.0
    }
}

impl<T> Plain<T> for Id<T> {
    fn plain(self) -> T {
        self.0
    }
}

impl<A: Plain<B>, B> Plain<Option<B>> for Option<A> {
    fn plain(self) -> Option<B> {
        self.map(A::plain)
    }
}

impl<A: Plain<B>, B> Plain<Vec<B>> for Vec<A> {
    fn plain(self) -> Vec<B> {
        self.into_iter().map(A::plain).collect()
    }
}

/// A list that was left out is empty.
impl<A: Plain<B>, B> Plain<Vec<B>> for Option<Vec<A>> {
    fn plain(self) -> Vec<B> {
        self.unwrap_or_default().plain()
    }
}

/// A list of pairs that was left out is an empty map.
impl<A: Plain<(K, V)>, K: Ord, V> Plain<BTreeMap<K, V>> for Option<Vec<A>> {
    fn plain(self) -> BTreeMap<K, V> {
        self.into_iter().flatten().map(A::plain).collect()
    }
}

/// Absent keeps, null clears.
impl<A: Plain<B>, B> Plain<Option<Option<B>>> for MaybeUndefined<A> {
    fn plain(self) -> Option<Option<B>> {
        match self {
            Self::Undefined => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value.plain())),
        }
    }
}
