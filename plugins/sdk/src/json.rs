//! Reads JSON as platforms really send it. A lone surrogate (`"\ud83d"`), a NUL or a byte that is
//! not UTF-8 spoils one character, never the delivery.

use crate::limits::{TIME_MILLISECONDS_END, TIME_SECONDS_END};
use serde_json::Value;

/// What some programs write in front of UTF-8; JSON has no place for it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Parses a body. Lone surrogates and bytes that are not UTF-8 become U+FFFD, escaped NULs and a byte
/// order mark are removed, whole numbers keep all digits of 64 bits.
///
/// # Errors
/// The text is no JSON even so.
pub fn lenient(body: &[u8]) -> Result<Value, serde_json::Error> {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    match serde_json::from_slice(body) {
        Ok(value) if !holds_escaped_nul(body) => Ok(value),
        _ => serde_json::from_str(&repaired(&String::from_utf8_lossy(body))),
    }
}

/// An id as text, whether the platform writes it as a number or as a string.
pub fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// A string field that is there and not empty.
pub fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A Unix time as milliseconds, whether it is written in seconds or in milliseconds, as a number or
/// as its digits; nothing for the 0 of an unknown time and for what no calendar of four digits has.
pub fn unix_ms(value: &Value) -> Option<u64> {
    let time = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    match time {
        1..TIME_SECONDS_END => Some(time * 1_000),
        TIME_SECONDS_END..TIME_MILLISECONDS_END => Some(time),
        _ => None,
    }
}

/// The object without its members that are `null`, for an `extra` that holds what is there.
pub fn without_nulls(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}

fn holds_escaped_nul(body: &[u8]) -> bool {
    body.windows(6).any(|window| window == b"\\u0000")
}

/// Rewrites the escapes that strict parsers refuse. A backslash is legal inside strings only, so
/// the rest of the text needs no attention.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        repaired.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = match unit(rest) {
            None => push_plain_escape(&mut repaired, rest),
            Some(0) => 6,
            Some(high @ 0xd800..=0xdbff) => push_pair(&mut repaired, rest, high),
            Some(0xdc00..=0xdfff) => push_replacement(&mut repaired),
            Some(_) => {
                repaired.push_str(&rest[..6]);
                6
            }
        };
        rest = &rest[length..];
    }
    repaired.push_str(rest);
    repaired
}

/// The UTF-16 unit of a `\uXXXX` at the start of the text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

/// Copies a backslash together with what it escapes, so that `\\u0000` stays a backslash and text.
fn push_plain_escape(repaired: &mut String, rest: &str) -> usize {
    let length = rest.char_indices().nth(2).map_or(rest.len(), |(index, _)| index);
    repaired.push_str(&rest[..length]);
    length
}

fn push_pair(repaired: &mut String, rest: &str, high: u16) -> usize {
    match unit(&rest[6..]) {
        Some(low @ 0xdc00..=0xdfff) => {
            repaired.extend(char::decode_utf16([high, low]).filter_map(Result::ok));
            12
        }
        _ => push_replacement(repaired),
    }
}

fn push_replacement(repaired: &mut String) -> usize {
    repaired.push(char::REPLACEMENT_CHARACTER);
    6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(body: &str) -> String {
        lenient(body.as_bytes()).expect("readable").as_str().expect("a string").to_owned()
    }

    #[test]
    fn lone_surrogates_become_one_replacement_character() {
        assert_eq!(string(r#""a\ud83db""#), "a\u{fffd}b");
        assert_eq!(string(r#""\udc4b!""#), "\u{fffd}!");
        assert_eq!(string(r#""\ud83d\ud83d\udc4b""#), "\u{fffd}👋");
        assert_eq!(string(r#""\ud83d""#), "\u{fffd}");
        assert_eq!(string(r#""\ud83d\u0041""#), "\u{fffd}A");
    }

    #[test]
    fn pairs_and_other_escapes_stay() {
        assert_eq!(string(r#""\ud83d\udc4b \u00e4 \n \" \\""#), "👋 ä \n \" \\");
    }

    #[test]
    fn nuls_vanish_but_an_escaped_backslash_before_u_does_not() {
        assert_eq!(string(r#""a\u0000b""#), "ab");
        assert_eq!(string(r#""a\\u0000b""#), "a\\u0000b");
        assert_eq!(string(r#""\\\u0000\ud83d""#), "\\\u{fffd}");
    }

    #[test]
    fn bytes_that_are_no_text_become_replacements() {
        assert_eq!(lenient(b"\"a\xffb\"").expect("readable"), "a\u{fffd}b");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(lenient(b"\xef\xbb\xbf\"a\"").expect("readable"), "a");
        assert_eq!(lenient(b"\xef\xbb\xbf\"\\ud83d\"").expect("readable"), "\u{fffd}");
        assert!(lenient(b"\xef\xbb\xbf\xef\xbb\xbf1").is_err(), "one is enough");
    }

    #[test]
    fn a_time_is_read_in_seconds_and_in_milliseconds() {
        let (seconds, ms) = (1_764_000_660, 1_764_000_660_000_u64);
        for (written, read) in [
            (serde_json::json!(seconds), Some(ms)),
            (serde_json::json!(ms), Some(ms)),
            (serde_json::json!(ms.to_string()), Some(ms)),
            (serde_json::json!(1), Some(1_000)),
            (serde_json::json!(0), None),
            (serde_json::json!(-5), None),
            (serde_json::json!(u64::MAX), None),
            (serde_json::json!("yesterday"), None),
            (Value::Null, None),
        ] {
            assert_eq!(unix_ms(&written), read, "{written}");
        }
    }

    #[test]
    fn broken_json_stays_an_error() {
        for body in ["", "{", "nul", r#""\u12"#, r#""\"#, r#"{"a":"\ud83"}"#] {
            assert!(lenient(body.as_bytes()).is_err(), "{body:?} must be refused");
        }
    }

    #[test]
    fn what_is_null_is_left_out() {
        let object = serde_json::json!({"a": null, "b": false, "c": ""});
        assert_eq!(without_nulls(object), serde_json::json!({"b": false, "c": ""}));
    }

    #[test]
    fn ids_keep_all_digits() {
        let value =
            lenient(b"[9007199254740993, -1001234567890123, \"x\", 1.5, \"\"]").expect("json");
        let ids: Vec<_> = value.as_array().expect("list").iter().map(id).collect();
        let text = |id: &str| Some(id.to_owned());
        let expected = [text("9007199254740993"), text("-1001234567890123"), text("x"), None, None];
        assert_eq!(ids, expected);
    }
}
