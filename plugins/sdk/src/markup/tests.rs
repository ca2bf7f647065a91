//! HTML taken out, written as another markup, and cut.

use super::*;

#[test]
fn without_tags_the_words_stay() {
    let plain = without_tags("<b>a &lt; b</b> &amp;amp; <a href=\"x\">c</a> &nbsp;");
    assert_eq!(plain, "a < b &amp; c &nbsp;");
    assert_eq!(without_tags("<p>one<br/>two</p><p>three</p>"), "one\ntwo\nthree");
    assert_eq!(without_tags("a <unfinished"), "a ");
    assert_eq!(without_tags(&escaped("<b> & \"c\"")), "<b> & \"c\"");
}

#[test]
fn html_is_written_with_signs() {
    let signs = Signs {
        bold: "*",
        italic: "_",
        strike: "~",
        code: "`",
        pre: "```",
        link: |text, address| format!("<{address}|{text}>"),
    };
    let written = |html| with_signs(html, &signs);
    assert_eq!(written("<B>a</B> <em>b</em> <u>c</u> <code>d</code>"), "*a* _b_ c `d`");
    assert_eq!(
        written("<p>see <a class=x href=\"https://a.example/?b&amp;c\">the <b>page</b></a></p>"),
        "see <https://a.example/?b&c|the *page*>"
    );
    assert_eq!(written("<a href='x'>a</a><a href=y>b</a><a>c</a>"), "<x|a><y|b><|c>");
    assert_eq!(written("<br>a</a><b"), "\na*");
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
