//! Safe file names, and how a browser is told one.

use crate::limits::{FILE_EXTENSION_MAX_CHARACTERS, NAME_MAX_CHARACTERS};
use std::fmt::Write;
use switchboard_model::connector::MediaKind;
use switchboard_model::fold::is_invisible;

/// A name without folders, control characters and such that turn the text around.
pub(super) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_dropped = |letter: char| {
        is_invisible(letter) || matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*')
    };
    let clean: String = last.chars().filter(|letter| !is_dropped(*letter)).collect();
    let clean = clean.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
    if clean.is_empty() {
        return MediaKind::File.called().to_owned();
    }
    let length = clean.chars().count();
    if length <= NAME_MAX_CHARACTERS {
        return clean.to_owned();
    }
    // The end tells the type: the middle goes.
    let is_extension = |ending: &&str| ending.chars().count() <= FILE_EXTENSION_MAX_CHARACTERS;
    let ending = clean.rsplit_once('.').map(|(_, ending)| ending).filter(is_extension);
    let ending = ending.map_or(String::new(), |ending| format!(".{ending}"));
    let kept = NAME_MAX_CHARACTERS - ending.chars().count();
    let begin: String = clean.chars().take(kept).collect();
    format!(
        "{}{ending}",
        begin.trim_end_matches(|letter: char| letter == '.' || letter.is_whitespace())
    )
}

/// The safe name of a file that a platform told of; where it told none, a word for what it is.
pub(crate) fn told_or_made(told: Option<&str>, kind: MediaKind) -> String {
    told.filter(|name| !name.trim().is_empty()).map_or_else(|| kind.called().to_owned(), safe)
}

/// The name once the bytes are here. A made one gets the extension of what the bytes are; a file that has
/// no name of its own takes the one under which it was fetched.
pub(super) fn fetched(
    name: &str,
    kind: MediaKind,
    fetched_as: Option<&str>,
    extension: Option<&str>,
) -> String {
    if name != kind.called() {
        return name.to_owned();
    }
    match (fetched_as, extension) {
        (Some(told), _) if kind == MediaKind::File && !told.trim().is_empty() => safe(told),
        (_, Some(extension)) => format!("{name}.{extension}"),
        (_, None) => name.to_owned(),
    }
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
        assert_eq!(safe(" \n\0 "), "file");
        assert_eq!(safe("größe 1.png"), "größe 1.png");
        let long = safe(&format!("{}.pdf", "x".repeat(500)));
        assert_eq!(long.chars().count(), NAME_MAX_CHARACTERS);
        assert!(long.ends_with(".pdf"));
        assert_eq!(safe(". . a.pdf . "), "a.pdf");
        let sentence = safe(&format!("a. {}", "x".repeat(500)));
        assert_eq!(sentence.chars().count(), NAME_MAX_CHARACTERS);
        assert!(sentence.starts_with("a. xxx"), "no extension is made of a sentence: {sentence}");
    }

    #[test]
    fn a_safe_name_is_safe_already() {
        for name in [
            "../a/b",
            "..\\..\\x.",
            "a\u{202e}b",
            "...",
            " . ",
            "C:",
            "\u{3164}",
            &"ä.".repeat(400),
        ] {
            let once = safe(name);
            assert_eq!(safe(&once), once, "{name:?}");
            assert!(!once.is_empty() && !once.contains(['/', '\\', ':']), "{name:?}: {once:?}");
        }
    }

    #[test]
    fn what_came_without_a_name_is_called_by_what_it_is() {
        assert_eq!(told_or_made(Some("../../../etc/cron.d/x"), MediaKind::File), "x");
        assert_eq!(told_or_made(None, MediaKind::Voice), "voice");
        assert_eq!(told_or_made(Some(" "), MediaKind::Image), "image");
        let made = |kind, told| fetched(&told_or_made(None, kind), kind, told, Some("ogg"));
        assert_eq!(made(MediaKind::Voice, Some("file_7.oga")), "voice.ogg");
        assert_eq!(made(MediaKind::File, Some("../bill.pdf")), "bill.pdf");
        assert_eq!(made(MediaKind::File, None), "file.ogg");
        assert_eq!(fetched("trip.jpeg", MediaKind::Image, Some("f.bin"), Some("jpg")), "trip.jpeg");
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("a\"; b=\r\nä.pdf", false),
            "attachment; filename=\"a__ b____.pdf\"; filename*=UTF-8''a%22%3B%20b%3D%0D%0A%C3%A4.pdf"
        );
    }
}
