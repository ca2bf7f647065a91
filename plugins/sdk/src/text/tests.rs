//! What is counted, and where texts are cut.

use super::*;

fn pieces(text: &str, unit: Unit, max: usize) -> Vec<&str> {
    split(text, unit, max).into_iter().map(|piece| &text[piece]).collect()
}

#[test]
fn every_platform_counts_in_its_own_unit() {
    let lengths = |text| [Unit::Bytes, Unit::Characters, Unit::Utf16].map(|unit| unit.count(text));
    assert_eq!(lengths("ä👋"), [6, 2, 3]);
}

#[test]
fn a_range_outside_the_text_or_inside_a_character_covers_nothing() {
    assert_eq!(Unit::Utf16.slice("👋 a.example", 3, 9), Some("a.example"));
    assert_eq!(Unit::Characters.slice("äöü", 1, 2), Some("öü"));
    for (offset, length) in [(1, 1), (0, 1), (0, 4), (9, 1), (usize::MAX, 2)] {
        assert_eq!(Unit::Utf16.slice("👋a", offset, length), None, "{offset}+{length}");
    }
}

#[test]
fn a_text_is_cut_between_words_lines_or_paragraphs() {
    assert_eq!(pieces("one two three", Unit::Characters, 9), ["one two", "three"]);
    assert_eq!(pieces("one two three", Unit::Characters, 7), ["one two", "three"]);
    assert_eq!(pieces("one\ntwo three four", Unit::Characters, 9), ["one\ntwo", "three", "four"]);
    assert_eq!(pieces("aa bb\n\ncc dd ee", Unit::Characters, 11), ["aa bb", "cc dd ee"]);
    assert_eq!(pieces("abcdefgh", Unit::Characters, 3), ["abc", "def", "gh"]);
    assert_eq!(pieces("  a  ", Unit::Characters, 3), ["a"]);
    assert_eq!(pieces("", Unit::Characters, 3), Vec::<&str>::new());
    assert_eq!(pieces(" \n ", Unit::Characters, 1), Vec::<&str>::new());
}

#[test]
fn what_a_reader_sees_as_one_character_stays_whole() {
    assert_eq!(pieces("a👨‍👩‍👧b", Unit::Utf16, 8), ["a", "👨‍👩‍👧", "b"]);
    assert_eq!(pieces("e\u{301}e\u{301}", Unit::Characters, 3), ["e\u{301}", "e\u{301}"]);
    assert_eq!(
        pieces("e\u{301}e\u{302}\u{303}", Unit::Characters, 2),
        ["e\u{301}", "e\u{302}", "\u{303}"]
    );
    assert_eq!(pieces("👋👋", Unit::Bytes, 1), ["👋", "👋"], "one character is the least");
}

#[test]
fn no_piece_is_too_long_and_no_word_is_lost() {
    let text = "Grüße 👋🏽 aus Köln,\n\nliebe Ana – bis bald! e\u{301}té ".repeat(20);
    for unit in [Unit::Bytes, Unit::Characters, Unit::Utf16] {
        for max in [28, 64, 160] {
            let pieces = pieces(&text, unit, max);
            assert!(pieces.iter().all(|piece| unit.count(piece) <= max), "{unit:?} {max}");
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&pieces.concat()), words(&text), "{unit:?} {max}");
        }
    }
}

#[test]
fn a_file_name_has_no_folder_and_nothing_hidden() {
    for (told, name) in [
        ("../../../etc/cron.d/x", Some("x")),
        ("C:\\temp\\report.pdf", Some("report.pdf")),
        ("a\u{202e}fdp.exe\0\n", Some("afdp.exe")),
        ("\u{feff} Grüße 👋.txt ", Some("Grüße 👋.txt")),
        (".env", Some(".env")),
        ("/", None),
        ("a/..", None),
        ("\u{200b}", None),
        ("", None),
    ] {
        assert_eq!(file_name(told).as_deref(), name, "{told:?}");
    }
}

#[test]
fn a_format_that_is_not_taken_goes_out_plain() {
    let text = |body: &str, format| Text { body: body.to_owned(), format };
    let html = text("<b>a &lt; b</b>", TextFormat::Html);
    let taken = OutgoingText::new(&html, &[TextFormat::Plain, TextFormat::Html]);
    assert_eq!((taken.body(), taken.plain().as_str()), ("<b>a &lt; b</b>", "a < b"));
    assert_eq!(taken.length(Unit::Utf16), 5);
    let refused = OutgoingText::new(&html, &[TextFormat::Plain]);
    assert_eq!((refused.body(), refused.format()), ("a < b", TextFormat::Plain));
    let plain = OutgoingText::new(&Text::plain("<b>&lt;"), &[TextFormat::Html]);
    assert_eq!(plain.plain(), "<b>&lt;", "plain text is never read as markup");
    assert!(OutgoingText::new(&text("<b> </b>", TextFormat::Html), &[]).is_empty());
}

#[test]
fn a_split_text_keeps_its_format() {
    let text = Text { body: "<b>one two</b>".to_owned(), format: TextFormat::Html };
    let pieces = OutgoingText::new(&text, &[TextFormat::Html]).split(Unit::Bytes, 4);
    let bodies: Vec<_> = pieces.iter().map(OutgoingText::body).collect();
    assert_eq!(bodies, ["<b>one</b>", "<b>two</b>"]);
}
