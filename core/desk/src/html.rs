//! HTML of a message as it is kept: elements that mark up a text, and safe links. Everything else is taken out
//! and its text stays, so that whoever shows it can neither run nor load anything. One form is written
//! for each text, which is what the API's ranges are read from.
//!
//! A tokenizer alone is enough because nothing is kept that a browser reads in another way than it is
//! written: no attribute but a link's, no raw text, no foreign content. It is linear, whatever a
//! stranger nests.

use crate::limits::{HTML_DEPTH_MAX, HTML_NAME_MAX_CHARACTERS};
use crate::text::clean;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use switchboard_model::html::escaped;
use switchboard_model::link;

const ELEMENTS: [&str; 26] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strike",
    "strong",
    "u",
    "ul",
];

/// What stands in these was never meant to be read.
const UNREAD: [&str; 6] = ["iframe", "noembed", "noscript", "script", "style", "title"];

/// The HTML as it is kept, of about so many bytes at most: what would be longer is cut, and well formed.
pub(crate) fn sanitised(html: &str, max_bytes: usize) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut kept = Kept { max_bytes, ..Kept::default() };
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(element) => kept.open(&element),
            Token::EndTag(element) => kept.close(&String::from_utf8_lossy(&element.name)),
            Token::String(text) => kept.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    kept.end_elements(0);
    clean(&kept.html)
}

#[derive(Default)]
struct Kept {
    html: String,
    max_bytes: usize,
    is_full: bool,
    open: Vec<String>,
    unread: Option<String>,
}

impl Kept {
    fn push(&mut self, piece: &str) -> bool {
        self.is_full = self.is_full || self.html.len() + piece.len() > self.max_bytes;
        if !self.is_full {
            self.html.push_str(piece);
        }
        !self.is_full
    }

    fn open(&mut self, element: &StartTag<()>) {
        let name = String::from_utf8_lossy(&element.name).into_owned();
        if self.unread.is_some() {
            return;
        }
        if UNREAD.contains(&name.as_str()) {
            self.unread = Some(name);
            return;
        }
        if !is_kept(&name) || self.open.len() >= HTML_DEPTH_MAX {
            return;
        }
        let begin = match href(element).filter(|_| name == "a") {
            Some(href) => format!("<a href=\"{}\">", escaped(&href)),
            None => format!("<{name}>"),
        };
        if self.push(&begin) && name != "br" {
            self.open.push(name);
        }
    }

    fn close(&mut self, name: &str) {
        if self.unread.as_deref() == Some(name) {
            self.unread = None;
        } else if self.unread.is_none()
            && let Some(place) = self.open.iter().rposition(|open| open == name)
        {
            self.end_elements(place);
        }
    }

    /// Ends those that are open, from this one on.
    fn end_elements(&mut self, place: usize) {
        for name in self.open.drain(place..).rev() {
            self.html.push_str(&format!("</{name}>"));
        }
    }

    fn text(&mut self, text: &str) {
        if self.unread.is_some() || self.is_full || self.push(&escaped(text)) {
            return;
        }
        let room = self.max_bytes.saturating_sub(self.html.len());
        let mut taken = 0;
        for piece in text.split_inclusive(|_: char| true).map(escaped) {
            taken += piece.len();
            if taken > room {
                break;
            }
            self.html.push_str(&piece);
        }
    }
}

/// What messengers add to HTML has a hyphen in its name, and means nothing to a browser.
fn is_kept(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    ELEMENTS.contains(&name)
        || (name.contains('-')
            && name.len() <= HTML_NAME_MAX_CHARACTERS
            && name.bytes().all(is_plain))
}

fn href(element: &StartTag<()>) -> Option<String> {
    let address = element.attributes.get(b"href".as_slice())?;
    let address = String::from_utf8_lossy(address).trim().to_owned();
    link::is_safe(&address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(html: &str) -> String {
        sanitised(html, usize::MAX)
    }

    #[test]
    fn what_marks_up_a_text_is_kept_and_nothing_that_runs_or_loads() {
        for (html, safe) in [
            ("<b>a</b> &amp; <I>b</I>", "<b>a</b> &amp; <i>b</i>"),
            ("<b onclick=\"x()\" style=\"y\">a</b>", "<b>a</b>"),
            ("a<script>alert(1)</script>b", "ab"),
            ("a<style>b{}</style><img src=x onerror=alert(1)>c", "ac"),
            ("<svg><a xlink:href=\"javascript:x\">y</a></svg>", "<a>y</a>"),
            ("<math><mtext><style><img></style>z", "z"),
            ("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>"),
            (
                "<a href=\" https://a.example/?a&amp;b&quot; \" target=_blank>x</a>",
                "<a href=\"https://a.example/?a&amp;b&quot;\">x</a>",
            ),
            ("<textarea><b>x</textarea>", "&lt;b&gt;x"),
            ("<!-- x --><!doctype html><html><body>y", "y"),
            ("one<br/>two", "one<br>two"),
            ("a < b's", "a &lt; b&#39;s"),
            ("<x-spoiler class=a>x</x-spoiler><x-\"y>z", "<x-spoiler>x</x-spoiler>z"),
        ] {
            assert_eq!(kept(html), safe, "{html}");
            assert_eq!(kept(safe), safe, "{html}");
        }
    }

    #[test]
    fn elements_end_in_the_order_in_which_they_began() {
        assert_eq!(kept("<b><i>x</b>y</i></p>"), "<b><i>x</i></b>y");
        assert_eq!(kept("<b><i>x"), "<b><i>x</i></b>");
        let deep = "<b>".repeat(20_000);
        assert_eq!(kept(&deep).matches("</b>").count(), HTML_DEPTH_MAX);
    }

    #[test]
    fn what_grows_beyond_its_bound_is_cut_and_well_formed() {
        assert_eq!(sanitised("<b>&&&&</b>", 15), "<b>&amp;&amp;</b>");
        assert_eq!(kept("a&#1;&#0;b&#10;"), "a\u{fffd}b\n");
    }
}
