//! Phone numbers: how one is kept and shown, and what is compared of it.

use crate::fold::{email as folded, is_invisible};
use crate::limits::{PHONE_MAX_DIGITS, PHONE_MIN_DIGITS};
use crate::number::ascii_digit;

/// The number as E.164, `+380501112233`, where its spelling says that it is international. Another one
/// stays as it was typed: which country a national number belongs to, nobody here knows.
pub fn kept(text: &str) -> String {
    international(text).unwrap_or_else(|| text.trim().to_owned())
}

/// What two spellings of one number have in common: the digits, without what leads out of a country.
/// A text without digits is compared as a text.
pub fn compared(text: &str) -> String {
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
    for letter in text.chars().filter(|letter| !is_invisible(*letter)) {
        match (letter, ascii_digit(letter)) {
            (_, Some(digit)) => digits.push(digit),
            ('+' | '\u{ff0b}', None) if digits.is_empty() && !has_plus => has_plus = true,
            (letter, None) if is_separator(letter) => {}
            _ => return None,
        }
    }
    let digits = if has_plus { digits.as_str() } else { digits.strip_prefix("00")? };
    let is_number =
        (PHONE_MIN_DIGITS..=PHONE_MAX_DIGITS).contains(&digits.len()) && !digits.starts_with('0');
    is_number.then(|| format!("+{digits}"))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
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
        assert_ne!(compared("050 111-22-33"), compared("050 111-22-34"));
    }
}
