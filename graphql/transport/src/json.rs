//! JSON as clients really send it: with a byte order mark in front, or with one half of a surrogate
//! pair, which is what an app makes that cuts a text inside an emoji.

use serde::de::DeserializeOwned;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a value. A byte order mark is passed over, and half a surrogate pair becomes U+FFFD.
///
/// # Errors
/// The parser's: it is no JSON even so, or not of the form that is wanted.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    let body = without_mark(body);
    serde_json::from_slice(body).or_else(|error| match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(&without_half_pairs(text)),
        Err(_) => Err(error),
    })
}

/// A body behind its byte order mark.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// A backslash is legal inside strings only, so the rest of the text needs no attention.
fn without_half_pairs(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        whole.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                whole.push(char::REPLACEMENT_CHARACTER);
                rest = &escape[6..];
                continue;
            }
            // With what it escapes, which may be a backslash itself.
            _ => escape.char_indices().nth(2).map_or(escape.len(), |(index, _)| index),
        };
        whole.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    whole.push_str(rest);
    whole
}

/// The UTF-16 unit of a `\uXXXX` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hexadecimal { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(body: &str) -> Result<String, serde_json::Error> {
        parse(body.as_bytes())
    }

    #[test]
    fn half_a_pair_is_replaced_and_all_else_stays() {
        for (written, read) in [
            (r#""a\ud83d b""#, "a\u{fffd} b"),
            (r#""\udc4b!""#, "\u{fffd}!"),
            (r#""\ud83d\ud83d\udc4b""#, "\u{fffd}👋"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\ud83d\\udc4b""#, "\u{fffd}\\udc4b"),
            (r#""\\ud83d""#, "\\ud83d"),
            (r#""\ud83d\udc4b \u00e4 \n \" \\ \/""#, "👋 ä \n \" \\ /"),
            ("\u{feff}\"a\"", "a"),
            ("\u{feff}\"\\uD83D\"", "\u{fffd}"),
        ] {
            assert_eq!(string(written).unwrap(), read, "{written}");
        }
    }

    #[test]
    fn what_is_no_json_is_none_even_so() {
        for body in ["", "{", "nul", r#""\u12"#, r#""\"#, r#""\ud83"#, r#""\ud83d"#, "\u{feff}"] {
            assert!(string(body).is_err(), "{body:?} must be refused");
        }
        assert!(parse::<String>(b"\"\xff\"").is_err());
        assert!(string("\u{feff}\u{feff}\"a\"").is_err(), "one mark is enough");
    }
}
