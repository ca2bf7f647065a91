//! How many bytes a value has as JSON, told before it is encoded.

use async_graphql::{QueryPathSegment, Value};
use async_graphql_value::RAW_VALUE_TOKEN;

use crate::limits::NUMBER_BYTES;

/// The name of a field with its quotes and colon, and the comma behind the value. An item of a list has
/// the comma alone.
pub(crate) fn of_place(segment: QueryPathSegment<'_>) -> usize {
    match segment {
        QueryPathSegment::Name(name) => name.len() + 4,
        QueryPathSegment::Index(_) => 1,
    }
}

/// What a resolved value adds to what was counted of the fields inside it.
pub(crate) fn of_value(value: &Value, has_selection: bool) -> usize {
    match value {
        Value::Object(members) if has_selection => raw(members.get(RAW_VALUE_TOKEN)).unwrap_or(2),
        Value::List(_) if has_selection => 2,
        whole => of_whole(whole),
    }
}

fn of_whole(value: &Value) -> usize {
    match value {
        Value::Null => 4,
        Value::Boolean(_) => 5,
        Value::Number(_) => NUMBER_BYTES,
        Value::String(text) => of_text(text),
        Value::Enum(name) => name.len() + 2,
        Value::Binary(bytes) => bytes.len() * 4 + 2,
        Value::List(items) => items.iter().map(|item| of_whole(item) + 1).sum::<usize>() + 2,
        Value::Object(members) => raw(members.get(RAW_VALUE_TOKEN)).unwrap_or_else(|| {
            let members = members.iter();
            members.map(|(name, value)| of_text(name) + of_whole(value) + 2).sum::<usize>() + 2
        }),
    }
}

/// What was encoded before.
fn raw(value: Option<&Value>) -> Option<usize> {
    match value {
        Some(Value::String(text)) => Some(text.len()),
        _ => None,
    }
}

/// With its quotes, and longer where characters are escaped.
fn of_text(text: &str) -> usize {
    let escapes = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1_usize,
        0..0x20 => 5,
        _ => 0,
    });
    text.len() + escapes.sum::<usize>() + 2
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    #[test]
    fn nothing_is_longer_in_json_than_it_was_told() {
        let texts =
            ["", "plain", "\"quoted\" \\ \n\r\t\u{8}\u{c}", "\u{1}\u{1f}", "Grüße 👋 \u{7f}"];
        for text in texts {
            assert_eq!(of_text(text), serde_json::to_string(text).unwrap().len(), "{text:?}");
        }
        for whole in [
            value!(null),
            value!(false),
            value!(-1234567890.12345),
            value!(["a", ["b", 1], {}]),
            value!({ "a": { "b": [1, 2, 3] }, "c": "d" }),
        ] {
            assert!(of_value(&whole, false) >= serde_json::to_string(&whole).unwrap().len());
        }
    }

    #[test]
    fn what_is_inside_an_object_was_counted_before_unless_it_is_raw() {
        assert_eq!(of_value(&value!({ "a": "long text" }), true), 2);
        assert_eq!(of_value(&value!([1, 2, 3]), true), 2);
        let raw = serde_json::value::RawValue::from_string("[\"long text\"]".to_owned()).unwrap();
        assert_eq!(of_value(&async_graphql::to_value(&raw).unwrap(), true), 13);
    }
}
