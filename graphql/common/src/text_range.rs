//! How a text is shown, as ranges of it: so that nobody who shows it needs to read markup or to trust HTML.

mod html;
mod markdown;
mod plain;

use crate::limits::TEXT_RANGES_MAX;
use async_graphql::{Enum, SimpleObject};
use std::{collections::HashMap, ops::Range};
use switchboard_model::connector::TextFormat;

/// What a part of a text is.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum TextRangeKind {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strikethrough,
    /// Hidden until the reader asks for it.
    Spoiler,
    /// Code within a line.
    Code,
    /// Lines of code.
    CodeBlock,
    /// Somebody else's words.
    Quote,
    /// A heading.
    Heading,
    /// An item of a list, with its bullet or number.
    ListItem,
    /// A link: `href` says where it leads.
    Link,
    /// A colleague who is mentioned in a note.
    Mention,
    /// Markup: `text` is shown in its place.
    Markup,
}

/// A part of a text that is shown in its own way, in UTF-16 units. Ranges may lie within others.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct TextRange {
    /// What it is.
    pub kind: TextRangeKind,
    /// The first unit, from 0.
    pub start: i64,
    /// How many units.
    pub length: i64,
    /// Where a link leads, always by `http`, `https`, `mailto` or `tel`; absent for anything else.
    pub href: Option<String>,
    /// What is shown in the place of markup, often nothing; absent for anything else.
    pub text: Option<String>,
}

/// A range in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    kind: TextRangeKind,
    range: Range<usize>,
    href: Option<String>,
    text: Option<String>,
}

impl Part {
    fn new(kind: TextRangeKind, range: Range<usize>) -> Self {
        Self { kind, range, href: None, text: None }
    }

    fn link(range: Range<usize>, href: String) -> Self {
        Self { href: Some(href), ..Self::new(TextRangeKind::Link, range) }
    }

    fn markup(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::new(TextRangeKind::Markup, range) }
    }
}

/// The ranges of a message's text, in order; those that others lie in come first.
pub fn of_message(body: &str, format: TextFormat) -> Vec<TextRange> {
    let parts = match format {
        TextFormat::Plain => Vec::new(),
        TextFormat::Markdown => markdown::parts(body),
        TextFormat::Html => html::parts(body),
    };
    told(body, with_links(body, parts))
}

/// The ranges of a note's text.
pub fn of_note(body: &str) -> Vec<TextRange> {
    told(body, with_links(body, plain::mentions(body)))
}

/// Adds the links that stand in the text by themselves, but not within code, links and markup.
fn with_links(body: &str, mut parts: Vec<Part>) -> Vec<Part> {
    use TextRangeKind::{Code, CodeBlock, Link, Markup, Mention};
    let closed =
        parts.iter().filter(|part| matches!(part.kind, Code | CodeBlock | Link | Markup | Mention));
    let mut closed: Vec<Range<usize>> = closed.map(|part| part.range.clone()).collect();
    closed.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in closed {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    parts.extend(plain::links(body).into_iter().filter(|link| {
        let next = merged.partition_point(|range| range.end <= link.range.start);
        merged.get(next).is_none_or(|range| range.start >= link.range.end)
    }));
    parts
}

fn told(body: &str, mut parts: Vec<Part>) -> Vec<TextRange> {
    parts.retain(|part| !part.range.is_empty());
    parts.sort_by_key(|part| (part.range.start, std::cmp::Reverse(part.range.end)));
    parts.truncate(TEXT_RANGES_MAX);
    let units = units(body, parts.iter().flat_map(|part| [part.range.start, part.range.end]));
    let at = |place: usize| units.get(&place).copied().unwrap_or_default();
    let range = |Part { kind, range, href, text }| {
        let start = at(range.start);
        TextRange { kind, start, length: at(range.end) - start, href, text }
    };
    parts.into_iter().map(range).collect()
}

/// How many UTF-16 units stand before each of these places.
fn units(body: &str, places: impl Iterator<Item = usize>) -> HashMap<usize, i64> {
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    places.dedup();
    let (mut from, mut count) = (0, 0);
    let mut units = |place: usize| {
        let between = body.get(from..place).unwrap_or_default();
        from = place;
        count += i64::try_from(between.encode_utf16().count()).unwrap_or(i64::MAX);
        (place, count)
    };
    places.into_iter().map(&mut units).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ranges as kind and part, markup with what is shown, links with their address.
    pub(super) fn read(body: &str, ranges: &[TextRange]) -> Vec<String> {
        let units: Vec<u16> = body.encode_utf16().collect();
        let whole = |number: i64| usize::try_from(number).expect("a place");
        let told = |range: &TextRange| {
            let (start, length) = (whole(range.start), whole(range.length));
            let part = String::from_utf16(&units[start..start + length]).expect("characters");
            let more = range.href.iter().chain(&range.text).cloned().collect::<String>();
            format!("{:?} {part:?} {more:?}", range.kind)
        };
        ranges.iter().map(told).collect()
    }

    /// The text as a reader sees it.
    pub(super) fn shown(body: &str, ranges: &[TextRange]) -> String {
        let units: Vec<u16> = body.encode_utf16().collect();
        let markup = ranges.iter().filter(|range| range.kind == TextRangeKind::Markup);
        let (mut shown, mut from) = (Vec::new(), 0);
        for range in markup {
            let start = usize::try_from(range.start).expect("a place");
            shown.extend(&units[from..start]);
            shown.extend(range.text.iter().flat_map(|text| text.encode_utf16()));
            from = start + usize::try_from(range.length).expect("a length");
        }
        shown.extend(&units[from..]);
        String::from_utf16(&shown).expect("a text")
    }

    #[test]
    fn links_of_a_plain_text_count_utf16_units_and_lead_nowhere_else() {
        let body = "👋🏽 https://a.example/x?y, ana@b.example javascript://c ftp://d **e**";
        let ranges = of_message(body, TextFormat::Plain);
        assert_eq!(ranges[0].start, 5);
        assert_eq!(
            read(body, &ranges),
            [
                r#"Link "https://a.example/x?y" "https://a.example/x?y""#,
                r#"Link "ana@b.example" "mailto:ana@b.example""#,
            ]
        );
    }

    #[test]
    fn a_note_mentions_colleagues() {
        let body = "@[T3BlcmF0b3I6NQ] look: https://a.example @[] @[a\nb] @x";
        assert_eq!(
            read(body, &of_note(body)),
            [
                r#"Mention "@[T3BlcmF0b3I6NQ]" """#,
                r#"Link "https://a.example" "https://a.example""#,
            ]
        );
    }

    #[test]
    fn a_text_of_markup_alone_has_a_bounded_number_of_ranges() {
        let body = "**a** ".repeat(2_000);
        assert_eq!(of_message(&body, TextFormat::Markdown).len(), TEXT_RANGES_MAX);
    }
}
