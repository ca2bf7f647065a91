//! Compares requests that left with those that had to. JSON, a form and multipart are the same
//! where they mean the same: every field is compared by its value, every file by name, type and
//! size.

use crate::{
    matching::Difference,
    ports::{Recorded, RecordedBody, RecordedPart},
};
use serde_json::{Map, Value, json};

/// Compares all requests of a case, in order.
pub(super) fn requests(wanted: &[Value], came: &[Recorded]) -> Vec<Difference> {
    if wanted.len() != came.len() {
        let targets: Vec<_> = came.iter().map(|request| request.target.as_str()).collect();
        let paths: Vec<_> = wanted.iter().map(|request| request["path"].to_string()).collect();
        return vec![Difference::new("requests", paths.join(", "), targets.join(", "))];
    }
    let pairs = wanted.iter().zip(came).enumerate();
    pairs.flat_map(|(index, (wanted, came))| request(index, wanted, came)).collect()
}

fn request(index: usize, wanted: &Value, came: &Recorded) -> Vec<Difference> {
    let mut differences = vec![];
    let mut differ = |name: &str, expected: &dyn ToString, actual: &dyn ToString| {
        let at = format!("requests[{index}].{name}");
        differences.push(Difference::new(at, expected.to_string(), actual.to_string()));
    };
    if wanted["method"] != came.method.as_str() {
        differ("method", &wanted["method"], &came.method);
    }
    let path = wanted["path"].as_str().unwrap_or("");
    if !is_path(path, &came.target) {
        differ("path", &path, &came.target);
    }
    let headers = wanted["headers"].as_object().into_iter().flatten();
    let authorization = wanted.get("authorization").map(|value| ("authorization", value));
    let headers = headers.map(|(name, value)| (name.as_str(), value)).chain(authorization);
    for (name, value) in headers {
        let actual = header(came, name);
        if actual.as_deref() != value.as_str() {
            differ(name, value, &format!("{actual:?}"));
        }
    }
    let expected = ["json", "form", "multipart"].iter().find_map(|kind| wanted.get(kind));
    if let Some(expected) = expected {
        let actual = fields(came);
        if !is_meant(expected, &actual) {
            differ("body", expected, &actual);
        }
    }
    differences
}

fn header(request: &Recorded, name: &str) -> Option<String> {
    let (_, value) = request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// A `<word>` in an expected path stands for a segment, or for the part of one.
fn is_path(expected: &str, actual: &str) -> bool {
    let is_whole_word = expected.starts_with('<') && expected.find('>') == Some(expected.len() - 1);
    let (wanted, came) = (expected.split('/'), actual.split('/'));
    is_whole_word
        || wanted.clone().count() == came.clone().count()
            && wanted.zip(came).all(|(wanted, came)| is_segment(wanted, came))
}

fn is_segment(expected: &str, actual: &str) -> bool {
    let placeholder = expected.split_once('<').and_then(|(before, rest)| {
        let (_, after) = rest.split_once('>')?;
        Some((before, after))
    });
    match placeholder {
        None => expected == actual,
        Some((before, after)) => {
            actual.len() > before.len() + after.len()
                && actual.starts_with(before)
                && actual.ends_with(after)
        }
    }
}

/// The parameters of a request, whatever form they came in.
fn fields(request: &Recorded) -> Value {
    match &request.body {
        RecordedBody::Multipart(parts) => {
            Value::Object(parts.iter().map(|part| (part.name.clone(), part_value(part))).collect())
        }
        RecordedBody::Bytes(bytes) if is_form(request) => form(&String::from_utf8_lossy(bytes)),
        RecordedBody::Bytes(bytes) => serde_json::from_slice(bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned())),
    }
}

fn part_value(part: &RecordedPart) -> Value {
    match &part.file {
        None => Value::String(String::from_utf8_lossy(&part.bytes).into_owned()),
        Some(file) => {
            json!({"filename": file, "content_type": part.mime, "bytes": part.bytes.len()})
        }
    }
}

fn is_form(request: &Recorded) -> bool {
    header(request, "content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn form(text: &str) -> Value {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let fields: Map<_, _> =
        pairs.map(|(name, value)| (decoded(name), Value::String(decoded(value)))).collect();
    Value::Object(fields)
}

/// The same meaning: a number may be written as text, and an object as the JSON text of it.
fn is_meant(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(came)) => {
            wanted.len() == came.len()
                && wanted.iter().all(|(name, expected)| {
                    came.get(name).is_some_and(|actual| is_meant(expected, actual))
                })
        }
        (Value::Array(wanted), Value::Array(came)) => {
            wanted.len() == came.len() && wanted.iter().zip(came).all(|(a, b)| is_meant(a, b))
        }
        (Value::String(left), Value::String(right)) => {
            left == right
                || matches!(
                    (structure(left), structure(right)),
                    (Some(left), Some(right)) if is_meant(&left, &right)
                )
        }
        (Value::String(text), other) | (other, Value::String(text)) => {
            serde_json::from_str::<Value>(text).is_ok_and(|value| is_meant(&value, other))
        }
        _ => expected == actual,
    }
}

fn structure(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(|value: &Value| value.is_object() || value.is_array())
}

fn decoded(text: &str) -> String {
    let mut bytes = vec![];
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escaped = others
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (first, escaped) {
            (_, Some(byte)) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            (b'+', None) => {
                bytes.push(b' ');
                rest = others;
            }
            (other, None) => {
                bytes.push(*other);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A name or a value as it stands in a query.
pub(super) fn encoded(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_in_a_path_stands_for_one_segment_or_a_part_of_it() {
        let actual = "/bot123:AA-b/sendMessage";
        assert!(is_path("/bot<token>/sendMessage", actual));
        assert!(is_path("/<a>/<b>", actual));
        assert!(!is_path("/bot<token>/sendPhoto", actual));
        assert!(!is_path("/bot<token>", actual));
        assert!(!is_path("/bot<token>/sendMessage", "/bot/sendMessage"));
        assert!(is_path("/v26.0/<id>?fields=name", "/v26.0/77?fields=name"));
    }

    #[test]
    fn json_form_and_multipart_mean_the_same() {
        let expected = json!({"chat_id": 5, "reply": {"id": 1}});
        assert!(is_meant(&expected, &json!({"chat_id": "5", "reply": "{\"id\":1}"})));
        assert!(is_meant(&expected, &json!({"reply": {"id": 1}, "chat_id": 5})));
        assert!(!is_meant(&expected, &json!({"chat_id": "6", "reply": "{\"id\":1}"})));
        assert!(!is_meant(&expected, &json!({"chat_id": 5})));
        assert!(!is_meant(&json!({}), &json!({"more": 1})));
        assert_eq!(form("a=1+2&b=%C3%A4"), json!({"a": "1 2", "b": "ä"}));
    }

    #[test]
    fn too_many_or_too_few_requests_are_one_difference() {
        let wanted = [json!({"method": "POST", "path": "/a"})];
        assert_eq!(requests(&wanted, &[]).len(), 1);
    }
}
