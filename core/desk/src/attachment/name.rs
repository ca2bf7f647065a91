//! Safe file names, and how a browser is told one.

use crate::limits::NAME_MAX_CHARACTERS;
use std::fmt::Write;

/// The name for a file that has none.
const NAMELESS: &str = "file";

/// A name without folders, control characters and such that turn the text around.
pub(super) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
            || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*')
    };
    let clean: String = last.chars().filter(|letter| !is_hidden(*letter)).collect();
    let clean = clean.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    if clean.is_empty() {
        return NAMELESS.to_owned();
    }
    let length = clean.chars().count();
    if length <= NAME_MAX_CHARACTERS {
        return clean.to_owned();
    }
    // The end tells the type: the middle goes.
    let ending: String = clean.rsplit_once('.').map_or(String::new(), |(_, ending)| {
        format!(".{}", ending.chars().take(16).collect::<String>())
    });
    let kept = NAME_MAX_CHARACTERS - ending.chars().count();
    format!("{}{ending}", clean.chars().take(kept).collect::<String>())
}

/// The whole `Content-Disposition` (RFC 6266, RFC 8187).
pub(super) fn disposition(name: &str, is_shown: bool) -> String {
    let way = if is_shown { "inline" } else { "attachment" };
    let plain: String =
        name.chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() || "-_. ".contains(letter) { letter } else { '_' }
            })
            .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folders_and_tricks() {
        assert_eq!(safe("../../etc/passwd"), "passwd");
        assert_eq!(safe("C:\\Users\\Ana\\bill.pdf"), "bill.pdf");
        assert_eq!(safe("photo\u{202e}gpj.exe"), "photogpj.exe");
        assert_eq!(safe(".htaccess"), "htaccess");
        assert_eq!(safe(" \n\0 "), NAMELESS);
        assert_eq!(safe("größe 1.png"), "größe 1.png");
        let long = safe(&format!("{}.pdf", "x".repeat(500)));
        assert_eq!(long.chars().count(), NAME_MAX_CHARACTERS);
        assert!(long.ends_with(".pdf"));
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("a\"; b=\r\nä.pdf", false),
            "attachment; filename=\"a__ b____.pdf\"; filename*=UTF-8''a%22%3B%20b%3D%0D%0A%C3%A4.pdf"
        );
    }
}
