//! Cleans what people and platforms write, and bounds it.

use crate::limits::{EXTRA_MAX_BYTES, NAME_MAX_CHARACTERS, PLATFORM_ID_MAX_BYTES};
use crate::{DeskError, Result};
use serde_json::{Value, json};

/// Directional marks with which a name could pose as another one.
const BIDI_CONTROLS: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// A text without NUL and other control characters, its line breaks as `\n`.
pub(crate) fn clean(text: &str) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\n') {
        return text.to_owned();
    }
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| if character == '\r' { '\n' } else { character })
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect()
}

/// A clean text of at most so many bytes; a longer one is cut, and says so at its end.
pub(crate) fn bounded(text: &str, max_bytes: usize) -> String {
    let mut text = clean(text);
    if text.len() <= max_bytes {
        return text;
    }
    let whole = text.len();
    let marker = |left: usize| format!("\n[… {left} of {whole} bytes were cut]");
    let room = max_bytes.saturating_sub(marker(whole).len());
    text.truncate(text.floor_char_boundary(room));
    let marker = marker(whole - text.len());
    text + &marker
}

/// The first characters of a clean text.
pub(crate) fn start(text: &str, max_characters: usize) -> String {
    clean(text).chars().take(max_characters).collect()
}

/// A name as one bounded line; none when nothing is left of it.
pub(crate) fn name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|character| !character.is_control() && !BIDI_CONTROLS.contains(character))
        .take(NAME_MAX_CHARACTERS)
        .collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// A platform's id as it is.
pub(crate) fn platform_id<'a>(field: &'static str, id: &'a str) -> Result<&'a str> {
    if id.is_empty() || id.len() > PLATFORM_ID_MAX_BYTES || id.contains('\0') {
        return Err(DeskError::invalid(
            field,
            format!("a platform's id has 1 to {PLATFORM_ID_MAX_BYTES} bytes and no NUL"),
        ));
    }
    Ok(id)
}

/// A JSON object of bounded size; what is too large is dropped, and says so.
pub(crate) fn object(value: Value) -> Value {
    match &value {
        Value::Object(fields) if fields.is_empty() => value,
        Value::Object(_) if value.to_string().len() <= EXTRA_MAX_BYTES => value,
        Value::Object(_) => json!({ "is_cut": true }),
        _ => json!({}),
    }
}

/// The length in UTF-16 units, in which most platforms count.
pub(crate) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_breaks_stay() {
        assert_eq!(clean("a\0b\r\nc\rd\te\u{7}"), "ab\nc\nd\te");
        assert_eq!(clean("tab\there"), "tab\there");
    }

    #[test]
    fn a_long_text_is_cut_within_its_bound_and_says_so() {
        let cut = bounded(&"ж".repeat(500), 100);
        assert!(cut.len() <= 100, "{} bytes", cut.len());
        assert!(cut.contains("of 1000 bytes were cut"), "{cut}");
        assert_eq!(bounded("short", 100), "short");
    }

    #[test]
    fn a_name_is_one_line_without_tricks() {
        assert_eq!(name("  Ana\n\u{202e}Lima\0 "), Some("Ana Lima".to_owned()));
        assert_eq!(name(" \n\0"), None);
        assert_eq!(name(&"x".repeat(900)).map(|name| name.len()), Some(NAME_MAX_CHARACTERS));
    }

    #[test]
    fn ids_that_no_database_keeps_are_refused() {
        for id in ["", "a\0b", &"x".repeat(PLATFORM_ID_MAX_BYTES + 1)] {
            assert!(platform_id("id", id).is_err(), "{id:?} was taken");
        }
        assert_eq!(platform_id("id", "-100"), Ok("-100"));
    }

    #[test]
    fn astral_characters_count_twice() {
        assert_eq!(units("a😀"), 3);
    }
}
