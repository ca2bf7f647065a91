//! The values that scripts handle: times, durations, handles of objects, and how each is made and shown.

use crate::facts::AttributeValue;
use crate::names::Name;
use crate::search::WordList;
use crate::surface::Owner;
use crate::words;
use rhai::Dynamic;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::sync::Arc;
use switchboard_model::Timestamp;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Timestamp);

/// A duration, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub i64);

/// A list of words under its key.
#[derive(Clone, Debug)]
pub struct Words {
    /// The key.
    pub key: String,
    /// The words.
    pub list: Arc<WordList>,
}

/// An object, by its key where there are several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// What it is.
    pub owner: Owner,
    /// Which one.
    pub key: String,
}

impl Handle {
    /// The one object of its kind.
    pub fn of(owner: Owner) -> Self {
        Self { owner, key: String::new() }
    }

    /// The kind of name that its key is.
    pub fn name(&self) -> Option<Name> {
        match self.owner {
            Owner::Team => Some(Name::Team),
            Owner::Operator => Some(Name::Operator),
            Owner::Role => Some(Name::Role),
            _ => None,
        }
    }
}

/// What scripts can be given.
pub trait IntoValue {
    /// As a script has it.
    fn into_value(self) -> Dynamic;
}

macro_rules! into_value {
    ($($from:ty: $value:ident => $made:expr;)+) => {
        $(impl IntoValue for $from {
            fn into_value(self) -> Dynamic {
                let $value = self;
                $made
            }
        })+
    };
}

into_value! {
    i64: value => value.into();
    bool: value => value.into();
    &str: value => value.into();
    String: value => value.into();
    Timestamp: value => Dynamic::from(Time(value));
    Length: value => Dynamic::from(value);
    Handle: value => Dynamic::from(value);
    Words: value => Dynamic::from(value);
    Dynamic: value => value;
    (): _value => Dynamic::UNIT;
    ChatStatus: value => value.as_str().into();
    WaitingOn: value => value.as_str().into();
    ChatPriority: value => value.as_str().into();
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Dynamic {
        self.map_or(Dynamic::UNIT, T::into_value)
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Dynamic {
        self.into_iter().map(T::into_value).collect::<rhai::Array>().into()
    }
}

impl IntoValue for AttributeValue {
    fn into_value(self) -> Dynamic {
        match self {
            Self::Text(text) => text.into(),
            Self::Flag(flag) => flag.into(),
            // Whole numbers are of one kind, whichever way they came.
            Self::Number(number) => match number.to_i64() {
                Some(whole) if number.fract().is_zero() => whole.into(),
                _ => Dynamic::from_decimal(number),
            },
        }
    }
}

/// A value as a trace shows it.
pub fn shown(value: &Dynamic) -> String {
    if value.is_unit() {
        return "not set".to_owned();
    }
    if let Ok(flag) = value.as_bool() {
        return if flag { "yes" } else { "no" }.to_owned();
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return format!("\"{}\"", words::cut(&text));
    }
    if let Some(length) = value.clone().try_cast::<Length>() {
        return words::duration(length.0);
    }
    if let Some(time) = value.clone().try_cast::<Time>() {
        return time_text(time.0);
    }
    if let Ok(array) = value.as_array_ref() {
        let all: Vec<String> = array.iter().map(shown).collect();
        return words::cut(&format!("[{}]", all.join(", ")));
    }
    if let Some(handle) = value.clone().try_cast::<Handle>() {
        return handle.key;
    }
    if let Some(words) = value.clone().try_cast::<Words>() {
        return words.key;
    }
    value.to_string()
}

/// A point in time as a text, in UTC.
pub fn time_text(at: Timestamp) -> String {
    let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    instant.strftime("%Y-%m-%d %H:%M").to_string()
}

/// A number of any kind.
pub fn number(value: &Dynamic) -> Option<Decimal> {
    value.as_int().ok().map(Decimal::from).or_else(|| value.as_decimal().ok())
}

/// Are two plain values the same. Unlike kinds are not, nor is what is absent in any list.
pub fn is_same(left: &Dynamic, right: &Dynamic) -> bool {
    if let (Ok(left), Ok(right)) = (left.as_immutable_string_ref(), right.as_immutable_string_ref())
    {
        return *left == *right;
    }
    match (number(left), number(right)) {
        (Some(left), Some(right)) => left == right,
        _ => false,
    }
}
