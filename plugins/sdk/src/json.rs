//! Reads JSON as platforms really send it. A lone surrogate (`"\ud83d"`), a NUL or a byte that is
//! not UTF-8 spoils one character, never the delivery.

use serde_json::Value;

/// Parses a body. Lone surrogates and bytes that are not UTF-8 become U+FFFD, escaped NULs are
/// removed, whole numbers keep all digits of 64 bits.
///
/// # Errors
/// The text is no JSON even so.
pub fn lenient(body: &[u8]) -> Result<Value, serde_json::Error> {
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
