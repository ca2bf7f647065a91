//! Compares what came out with what was expected. Only what an expectation names is compared; a
//! name that this kit does not know is a difference, so that no assertion is passed over in silence.

mod event;
mod field;
mod instant;

pub(crate) use event::events;
pub(crate) use field::object;

use serde_json::Value;

/// Something that came out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `events[0].sender.name`.
    pub at: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub actual: String,
}

impl Difference {
    pub(crate) fn new(
        at: impl Into<String>,
        expected: impl ToString,
        actual: impl ToString,
    ) -> Self {
        Self { at: at.into(), expected: expected.to_string(), actual: actual.to_string() }
    }
}

/// `a.b` of `a` and `b`; an empty `a` adds nothing.
fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// Whether two values are the same: numbers by value, an id whether it is written as number or as string.
fn is_same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Number(number), Value::String(text))
        | (Value::String(text), Value::Number(number)) => number.to_string() == *text,
        _ => expected == actual,
    }
}
