//! Cleans what people and platforms write, and bounds it.

use crate::check::is_email;
use crate::limits::{
    EXTRA_MAX_BYTES, FIELD_MAX_CHARACTERS, NAME_MAX_CHARACTERS, PLATFORM_ID_MAX_BYTES,
};
use crate::{DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::fold::{has_visible, is_invisible, is_shaping};
use switchboard_model::phone;

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

/// A name as one bounded line, without what nobody sees but for what shapes the letters beside it; none
/// when nothing is left to see.
pub(crate) fn name(text: &str) -> Option<String> {
    let is_kept =
        |letter: &char| letter.is_whitespace() || !is_invisible(*letter) || is_shaping(*letter);
    let kept: String = text.chars().filter(is_kept).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(NAME_MAX_CHARACTERS).collect();
    let line = line.trim_end();
    has_visible(line).then(|| line.to_owned())
}

/// A value of one line that is no name, such as an address; none when nothing is left of it.
pub(crate) fn value(text: &str) -> Option<String> {
    let line: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let line: String = line.trim().chars().take(FIELD_MAX_CHARACTERS).collect();
    (!line.is_empty()).then_some(line)
}

/// An email address that was told by others than an operator; none when it is not one.
pub(crate) fn email(text: &str) -> Option<String> {
    value(text).filter(|email| is_email(email))
}

/// A phone number as it is kept; none when nothing is left of it.
pub(crate) fn phone(text: &str) -> Option<String> {
    value(text).map(|number| phone::kept(&number))
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
    fn what_nobody_sees_is_no_name_and_what_shapes_letters_stays() {
        for unseen in ["\u{200b}", "\u{200d}\u{fe0f}", "\u{3164}", "\u{2800} \u{feff}", "\u{301}"] {
            assert_eq!(name(unseen), None, "{unseen:?}");
        }
        assert_eq!(name("A\u{200b}na \u{200b} Lima").as_deref(), Some("Ana Lima"));
        for shaped in ["می\u{200c}خواهم", "\u{1f469}\u{200d}\u{1f680} Ana", "❤\u{fe0f}"] {
            assert_eq!(name(shaped).as_deref(), Some(shaped));
        }
    }

    #[test]
    fn addresses_and_numbers_are_kept_in_one_form() {
        assert_eq!(email(" Ana@Example.org\n"), Some("Ana@Example.org".to_owned()));
        assert_eq!(email("n/a"), None);
        assert_eq!(phone("+380 (50) 111-22-33"), Some("+380501112233".to_owned()));
        assert_eq!(phone("050 111"), Some("050 111".to_owned()));
        assert_eq!(phone(" \u{202a}"), None);
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
