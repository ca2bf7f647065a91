//! Phone numbers: how one is kept and shown, and which spellings are the same.

use crate::fold::email as folded;
use crate::limits::{PHONE_MAX_DIGITS, PHONE_MIN_DIGITS};
use crate::number::{Part, ascii_digit, is_one_phone, part};

/// The number as E.164, `+380501112233`, where its spelling says that it is international. Another one
/// stays as it was typed: which country a national number belongs to, nobody here knows.
pub fn kept(text: &str) -> String {
    international(text).unwrap_or_else(|| text.trim().to_owned())
}

/// What all spellings of one number end in, with the country or without: lists look among the numbers
/// that end alike for those that are the same ([`is_same`]).
pub fn ending(text: &str) -> String {
    let compared = compared(text);
    let is_number = compared.bytes().all(|byte| byte.is_ascii_digit());
    let start = compared.len().saturating_sub(PHONE_MIN_DIGITS);
    if is_number { compared[start..].to_owned() } else { compared }
}

/// Is what somebody asks for this number: in any spelling, with its country or without.
pub fn is_same(asked: &str, number: &str) -> bool {
    compared(asked) == compared(number) || is_one_phone(&kept(asked), &kept(number))
}

/// The digits, without what leads out of a country. A text without digits is compared as a text.
fn compared(text: &str) -> String {
    let number = international(text);
    let digits: String =
        number.as_deref().unwrap_or(text).chars().filter_map(ascii_digit).collect();
    if digits.is_empty() { folded(text) } else { digits }
}

/// The number with its country, when nothing but a number is written, after `+` or `00`.
fn international(text: &str) -> Option<String> {
    let text = text.trim();
    let text = match text.split_at_checked(4) {
        Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => number,
        _ => text,
    };
    // The nought that is dialled inside the country only.
    let text = text.replace("(0)", "");
    let (mut has_plus, mut digits) = (false, String::new());
    for letter in text.chars() {
        match part(letter) {
            Part::Sign(digit) if digit.is_ascii_digit() => digits.push(digit),
            Part::Separator('+') if digits.is_empty() && !has_plus => has_plus = true,
            Part::Separator(' ' | '-' | '.' | '(' | ')' | '/') | Part::Ignored => {}
            Part::Other if letter.is_whitespace() => {}
            Part::Sign(_) | Part::Separator(_) | Part::Other => return None,
        }
    }
    let digits = if has_plus { digits.as_str() } else { digits.strip_prefix("00")? };
    let is_number =
        (PHONE_MIN_DIGITS..=PHONE_MAX_DIGITS).contains(&digits.len()) && !digits.starts_with('0');
    is_number.then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPELLINGS: [&str; 9] = [
        "+380501112233",
        "+380 (50) 111-22-33",
        "00380 50 111 22 33",
        "tel:+380-50-111-22-33",
        "\u{202a}+380\u{a0}50\u{a0}111\u{2011}22\u{2011}33\u{202c}",
        "+380 (0) 50 111 22 33",
        "+٣٨٠٥٠١١١٢٢٣٣",
        "＋３８０５０１１１２２３３",
        " +380.50.111.22.33 ",
    ];

    #[test]
    fn an_international_number_is_kept_in_one_spelling() {
        for text in SPELLINGS {
            assert_eq!(kept(text), "+380501112233", "{text}");
            assert_eq!(compared(text), "380501112233", "{text}");
            assert_eq!(kept(&kept(text)), kept(text), "{text}");
            for national in ["050 111 22 33", "(050) 111-22-33", "80501112233", text] {
                assert!(is_same(national, text) && is_same(text, national), "{national}, {text}");
                assert_eq!(ending(national), ending(text), "{national}, {text}");
            }
            assert!(!is_same("067 111 22 33", text), "another one that ends alike");
        }
        assert_eq!(compared("380501112233"), "380501112233", "as platforms tell it");
    }

    #[test]
    fn what_is_no_international_number_stays_as_it_was_typed() {
        for text in
            ["050 111-22-33", "+49 30 1234 ext. 5", "+1", "0012", "ask Ana", "+1+2345678901"]
        {
            assert_eq!(kept(text), text);
        }
        assert_eq!(compared("050 111-22-33"), compared("(050) 1112233"));
        assert_eq!(compared("Ask Ana"), compared("ask ana"));
        assert_eq!(ending("Ask Ana"), "ask ana");
        assert_ne!(compared("050 111-22-33"), compared("050 111-22-34"));
    }
}
