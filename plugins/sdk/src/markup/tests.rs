//! HTML taken out, and cut.

use super::*;

#[test]
fn without_tags_the_words_stay() {
    let plain = without_tags("<b>a &lt; b</b> &amp;amp; <a href=\"x\">c</a> &nbsp;");
    assert_eq!(plain, "a < b &amp; c \u{a0}");
    assert_eq!(without_tags("<p>one<br/>two</p><p>three</p>"), "one\ntwo\nthree");
    assert_eq!(without_tags("a <unfinished"), "a <unfinished");
    assert_eq!(without_tags(&escaped("<b> & \"c\"")), "<b> & \"c\"");
}

#[test]
fn only_whole_tags_of_known_names_are_markup() {
    for (html, plain) in [
        ("a<b", "a<b"),
        ("a<b and c>d", "a<b and c>d"),
        ("1 < 2 > 0, a<>b, </ b>", "1 < 2 > 0, a<>b, </ b>"),
        ("Vec<String>, <your name>", "Vec<String>, <your name>"),
        ("<b<i>x</i>", "<bx"),
        ("<a href=\"x", "<a href=\"x"),
        ("<a href=\"a>b\" title='<'>x</A ><br/><BR />y", "x\n\ny"),
        ("<a href=x>1</a><a href=>2</a>", "1<a href=>2"),
        ("<blockquote expandable>x</blockquote><tg-spoiler>y</tg-spoiler>", "xy"),
    ] {
        assert_eq!(without_tags(html), plain, "{html}");
    }
}

#[test]
fn references_by_number_are_read_and_others_stay() {
    for (html, plain) in [
        ("&#60;&#x3E;&#X3e;&#0038;&apos;&#39;", "<>>&''"),
        ("&#128075;&#x1F44B;", "👋👋"),
        ("&#0;&#xD83D;&#1114112;&#;&#x;&#-5;&#+5;", "&#0;&#xD83D;&#1114112;&#;&#x;&#-5;&#+5;"),
        ("&#99999999999999;&lt&amp;lt; AT&T &copy; &", "&#99999999999999;&lt&lt; AT&T &copy; &"),
        ("&#ж;&#60ж;", "&#ж;&#60ж;"),
    ] {
        assert_eq!(without_tags(html), plain, "{html}");
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % most
    }
}

/// Markup, and what a reader sees of it. The words hold no name of an element.
const PIECES: [(&str, &str); 26] = [
    ("<b>", ""),
    ("</b>", ""),
    ("<i class='<>'>", ""),
    ("</i>", ""),
    ("<a href=\"https://a.example/?a&amp;b\">", ""),
    ("</a>", ""),
    ("<br>", "\n"),
    ("</p>", "\n"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&#38;", "&"),
    ("&#x416;", "Ж"),
    ("<", "<"),
    (">", ">"),
    ("&", "&"),
    (";", ";"),
    ("/", "/"),
    ("=", "="),
    ("'", "'"),
    (" ", " "),
    ("<zz>", "<zz>"),
    ("&zz;", "&zz;"),
    ("zж", "zж"),
    ("👋", "👋"),
];

#[test]
fn no_visible_character_is_ever_lost() {
    let mut numbers = Numbers(7);
    for _ in 0..5_000 {
        let pieces: Vec<_> =
            (0..numbers.below(24)).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
        let html: String = pieces.iter().map(|(source, _)| *source).collect();
        let seen: String = pieces.iter().map(|(_, plain)| *plain).collect();
        assert_eq!(without_tags(&html), seen.trim_end_matches('\n'), "{html}");
        assert_eq!(without_tags(&escaped(&html)), html, "{html}");
        let pieces = split(&html, Unit::Utf16, 7);
        let read: String = pieces.iter().map(|piece| without_tags(piece)).collect();
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&read), words(&seen), "{html}");
    }
}

#[test]
fn markup_that_spans_a_cut_ends_and_begins_again() {
    let pieces = |html, max| split(html, Unit::Characters, max);
    assert_eq!(
        pieces("<b>one <a href=\"x\">two three</a></b> four", 7),
        ["<b>one <a href=\"x\">two</a></b>", "<b><a href=\"x\">three</a></b>", "four"]
    );
    assert_eq!(pieces("<b>one </b>two", 4), ["<b>one</b>", "two"]);
    assert_eq!(pieces("&lt;&amp;&gt;", 2), ["&lt;&amp;", "&gt;"]);
    assert_eq!(pieces("a<br>b<br>c", 3), ["a<br>b", "c"]);
    assert_eq!(pieces("<i>short</i>", 9), ["<i>short</i>"]);
    assert_eq!(pieces("<i></i>", 9), Vec::<String>::new());
}

#[test]
fn pieces_read_as_the_whole_and_are_balanced() {
    let html = "<p>Grüße <b>an <i>alle &amp; jeden</i> hier</b></p> und 👋🏽 dort ".repeat(9);
    for max in [3, 10, 25] {
        let pieces = split(&html, Unit::Utf16, max);
        let read: Vec<_> = pieces.iter().map(|piece| without_tags(piece)).collect();
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(words(&read.concat()), words(&without_tags(&html)), "{max}");
        for piece in &pieces {
            assert!(Unit::Utf16.count(&without_tags(piece)) <= max.max(4), "{max} {piece}");
            assert_eq!(piece.matches("<i>").count(), piece.matches("</i>").count(), "{piece}");
        }
    }
}
