//! What a file really is, by its first bytes. What the sender says is a hint at most.

use infer::MatcherType;
use switchboard_model::connector::MediaKind;

/// The media type for what is not known.
pub(crate) const UNKNOWN: &str = "application/octet-stream";
/// Texts that cannot be told apart by their bytes and do no harm as a download, with their extensions.
const TOLD_TEXTS: &[(&str, &str)] = &[
    ("text/csv", "csv"),
    ("text/calendar", "ics"),
    ("text/vcard", "vcf"),
    ("application/json", "json"),
];
/// Types whose files may be nothing but text, beside the types of texts themselves.
const WRITTEN_TYPES: &[&str] = &["application/pdf", "application/postscript", "application/rtf"];
/// What the table of magic numbers has among the programs and is none.
const CERTIFICATE: &str = "application/x-x509-ca-cert";
/// Pictures that browsers show and that can hold no script.
const SHOWN_IMAGES: &[&str] =
    &["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sniffed {
    /// The media type.
    pub(crate) mime: String,
    /// The extension that such files have; none for what is not known.
    pub(crate) extension: Option<&'static str>,
    /// A program: not taken from anybody.
    pub(crate) is_program: bool,
}

/// How wide and high a picture is, as far as its first bytes tell.
pub(crate) fn picture_size(head: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(head).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// Tells by its first bytes what a file is.
pub(crate) fn sniff(head: &[u8], told: Option<&str>) -> Sniffed {
    let harmless =
        |mime: &str, extension| Sniffed { mime: mime.to_owned(), extension, is_program: false };
    if is_markup(head, &[b"<svg"]) {
        return harmless("image/svg+xml", Some("svg"));
    }
    if is_markup(head, &[b"<!doctype html", b"<html", b"<script", b"<body", b"<head", b"<iframe"]) {
        return harmless("text/html", Some("html"));
    }
    if let Some(found) = infer::get(head).filter(|found| is_believed(found, head)) {
        let mime = found.mime_type();
        return Sniffed {
            mime: mime.to_owned(),
            extension: Some(found.extension()),
            is_program: found.matcher_type() == MatcherType::App && mime != CERTIFICATE,
        };
    }
    if !is_text(head) {
        return harmless(UNKNOWN, None);
    }
    let told = TOLD_TEXTS.iter().find(|(mime, _)| told == Some(*mime));
    let (mime, extension) = told.copied().unwrap_or(("text/plain", "txt"));
    harmless(mime, Some(extension))
}

/// Magic numbers may be two letters long, and people's texts begin with any letters: a file that holds
/// nothing but writing is none of the types that are made of bytes.
fn is_believed(found: &infer::Type, head: &[u8]) -> bool {
    let is_writing =
        |byte: &u8| !byte.is_ascii_control() || matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0c);
    found.matcher_type() == MatcherType::Text
        || WRITTEN_TYPES.contains(&found.mime_type())
        || !head.iter().all(is_writing)
}

/// May a browser show it inside a page.
pub(crate) fn is_shown(mime: &str) -> bool {
    SHOWN_IMAGES.contains(&mime) || mime.starts_with("video/") || mime.starts_with("audio/")
}

/// The kind of medium for a media type.
pub(crate) fn kind_of(mime: &str) -> MediaKind {
    if SHOWN_IMAGES.contains(&mime) {
        MediaKind::Image
    } else if mime.starts_with("video/") {
        MediaKind::Video
    } else if mime.starts_with("audio/") {
        MediaKind::Audio
    } else {
        MediaKind::File
    }
}

/// Does a text begin with one of these tags, after a prologue and comments.
fn is_markup(head: &[u8], tags: &[&[u8]]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        if tags.iter().any(|tag| rest.as_bytes().starts_with(tag)) {
            return true;
        }
        let is_skipped = rest.starts_with("<?xml")
            || rest.starts_with("<!--")
            || rest.starts_with("<!doctype svg");
        match rest.find('>') {
            Some(end) if is_skipped => rest = rest[end + 1..].trim_start(),
            _ => return false,
        }
    }
}

/// Is it UTF-8 without control characters; a character may be cut at the end.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mime(head: &[u8], told: Option<&str>) -> String {
        sniff(head, told).mime
    }

    #[test]
    fn a_picture_tells_its_size_and_nothing_else_does() {
        let gif = b"GIF89a\x40\x01\xf0\x00\x80\x00\x00";
        assert_eq!(picture_size(gif), Some((320, 240)));
        assert_eq!(picture_size(&gif[..7]), None, "cut off");
        assert_eq!(picture_size(b"GIF89b"), None);
        assert_eq!(picture_size(b"a letter of some length, and no picture at all"), None);
    }

    #[test]
    fn what_a_file_is_counts_and_not_what_is_told() {
        assert_eq!(mime(b"\x89PNG\r\n\x1a\n....", Some("text/html")), "image/png");
        assert_eq!(mime(b" \n<!DOCTYPE HTML><p>", Some("image/png")), "text/html");
        assert_eq!(mime(b"<?xml version='1.0'?><!-- a --><svg onload=x>", None), "image/svg+xml");
        assert_eq!(mime(b"<script>alert(1)</script>", Some("text/plain")), "text/html");
        assert_eq!(mime("name;größe\n".as_bytes(), Some("text/csv")), "text/csv");
        assert_eq!(mime("name;größe\n".as_bytes(), Some("image/png")), "text/plain");
        assert_eq!(mime(&[0, 159, 146, 150], Some("image/png")), UNKNOWN);
    }

    #[test]
    fn programs_are_told_apart() {
        assert!(sniff(b"MZ\x90\0....", Some("image/png")).is_program);
        assert!(
            sniff(
                b"\x7fELF\x02\x01\x01\0........................................................",
                None
            )
            .is_program
        );
        assert!(!sniff(b"%PDF-1.7", None).is_program);
    }

    #[test]
    fn a_text_may_begin_with_any_letters() {
        for text in [
            "MZ 2026 parts list",
            "BMW: two wheels\n",
            "ID3 was wrong",
            "GIF89a is a format",
            "L\u{a0}1",
            "-----BEGIN CERTIFICATE-----\nMIIB",
            "8BPS, OggS, fLaC, RIFF, Rar!",
        ] {
            assert_eq!(mime(text.as_bytes(), Some("text/plain")), "text/plain", "{text}");
        }
        let in_an_old_encoding = sniff(b"MZ \xe7\xe0\xea\xe0\xe7\xfb", None);
        assert_eq!(
            (in_an_old_encoding.mime.as_str(), in_an_old_encoding.is_program),
            (UNKNOWN, false)
        );
        assert_eq!(mime(b"%PDF-1.4\n%%EOF", None), "application/pdf");
        assert!(!sniff(&[0x30, 0x82, 0x03, 0x00, 0x30, 0x82], None).is_program, "a certificate");
    }

    #[test]
    fn a_type_has_its_extension() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n....", None).extension, Some("png"));
        assert!(sniff(b"OggS\0\x02..................OpusHead", None).extension.is_some());
        assert_eq!(sniff(b"a;b\n", Some("text/csv")).extension, Some("csv"));
        assert_eq!(sniff(b"words", None).extension, Some("txt"));
        assert_eq!(sniff(&[0, 159, 146, 150], None).extension, None);
    }

    #[test]
    fn nothing_with_a_script_is_shown() {
        for mime in ["text/html", "image/svg+xml", "application/pdf", "text/xml", UNKNOWN] {
            assert!(!is_shown(mime), "{mime} would be shown");
        }
        assert!(is_shown("image/png"));
    }

    #[test]
    fn a_character_cut_at_the_end_is_still_text() {
        let text = "ä".as_bytes();
        assert!(is_text(&text[..1]));
        assert!(!is_text(b"a\0b"));
    }
}
