//! What a column of a row is in the API: `#[object]` shows columns by it.

use crate::{
    choice::Choice,
    scalars::{DateTime, Json, Long},
};
use switchboard_model::{TextEnum, Timestamp};

/// A column that the API shows as `T`.
pub trait Show<'a, T> {
    /// The column as the API shows it.
    fn show(&'a self) -> T;
}

macro_rules! show {
    ($($column:ty => $api:ty: |$value:ident| $show:expr;)+) => { $(
        impl<'a> Show<'a, $api> for $column {
            fn show(&'a self) -> $api {
                let $value = self;
                $show
            }
        }
    )+ };
}

show! {
    String => &'a str: |text| text;
    bool => bool: |value| *value;
    i32 => i32: |number| *number;
    i64 => i64: |number| *number;
    i64 => Long: |number| Long(*number);
    Timestamp => DateTime: |at| DateTime(*at);
    serde_json::Value => Json: |value| Json(value.clone());
}

impl<T: TextEnum> Show<'_, Choice<T>> for T {
    fn show(&self) -> Choice<T> {
        Choice(*self)
    }
}

impl<'a, A: Show<'a, B>, B> Show<'a, Option<B>> for Option<A> {
    fn show(&'a self) -> Option<B> {
        self.as_ref().map(A::show)
    }
}

impl<'a, A: Show<'a, B>, B> Show<'a, Vec<B>> for Vec<A> {
    fn show(&'a self) -> Vec<B> {
        self.iter().map(A::show).collect()
    }
}
