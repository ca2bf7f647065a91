//! Scalars: times, places in the log, JSON of the company's own, and ids of one kind.

use async_graphql::registry::Registry;
use async_graphql::{ID, InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use std::{borrow::Cow, fmt::Display, str::FromStr};
use switchboard_model::Timestamp;

/// A time: RFC 3339, UTC, with milliseconds, such as `2026-11-21T08:15:30.123Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime(pub Timestamp);

/// A time: RFC 3339, UTC, with milliseconds, such as `2026-11-21T08:15:30.123Z`.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html"
)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(word) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        chrono::DateTime::parse_from_rfc3339(word)
            .map(|time| Self(Timestamp(time.timestamp_millis())))
            .map_err(|_| {
                InputValueError::custom("not a time: write it like 2026-11-21T08:15:30Z")
                    .with_extension("code", "INVALID")
            })
    }

    fn to_value(&self) -> Value {
        let time = chrono::DateTime::from_timestamp_millis(self.0.0).unwrap_or_default();
        Value::String(time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }
}

/// A place in the log of everything that happened. Opaque: pass it back unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventCursor(pub switchboard_model::EventCursor);

/// A place in the log of everything that happened. Opaque: pass it back unchanged.
#[Scalar(name = "EventCursor")]
impl ScalarType for EventCursor {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(word) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        word.parse()
            .map(Self)
            .map_err(|error| InputValueError::custom(error).with_extension("code", "INVALID"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// JSON of the company's own, such as a contact's attributes or a channel's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub serde_json::Value);

/// JSON of the company's own, such as a contact's attributes or a channel's settings.
#[Scalar(name = "JSON", specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259")]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        value
            .into_json()
            .map(Self)
            .map_err(|error| InputValueError::custom(error).with_extension("code", "INVALID"))
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or_default()
    }
}

/// A whole number of up to 53 bits, such as a size in bytes or a duration in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Long(pub i64);

/// A whole number of up to 53 bits, such as a size in bytes or a duration in ms.
#[Scalar(name = "Long")]
impl ScalarType for Long {
    fn parse(value: Value) -> InputValueResult<Self> {
        const LARGEST: u64 = (1 << 53) - 1;
        let Value::Number(number) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        match number.as_i64() {
            Some(number) if number.unsigned_abs() <= LARGEST => Ok(Self(number)),
            _ => Err(InputValueError::custom("not a whole number of up to 53 bits")
                .with_extension("code", "INVALID")),
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

/// An `ID` argument that must name one kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id<T>(pub T);

impl<T> InputType for Id<T>
where
    T: FromStr + Display + Send + Sync,
    T::Err: Display,
{
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let id = <ID as InputType>::parse(value).map_err(InputValueError::propagate)?;
        id.0.parse().map(Self).map_err(|error: T::Err| {
            InputValueError::custom(error.to_string()).with_extension("code", "INVALID")
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}
