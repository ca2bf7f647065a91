//! A message's text on its way out: how long it is as the platform counts, what of its markup the
//! platform takes, and where it may be cut.

use crate::{
    markup,
    types::{Text, TextFormat},
};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What a platform counts when it measures a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode characters.
    Characters,
    /// UTF-16 units, of which an emoji has two or more.
    Utf16,
}

impl Unit {
    /// The length of a text.
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Characters => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }

    /// The part of a text that a platform's offset and length cover; nothing when they leave the text
    /// or cut a character.
    pub fn slice(self, text: &str, offset: usize, length: usize) -> Option<&str> {
        let end = offset.checked_add(length)?;
        text.get(self.byte_index(text, offset)?..self.byte_index(text, end)?)
    }

    fn byte_index(self, text: &str, units: usize) -> Option<usize> {
        let mut passed = 0;
        for (index, character) in text.char_indices() {
            if passed >= units {
                return (passed == units).then_some(index);
            }
            passed += self.count(character.encode_utf8(&mut [0; 4]));
        }
        (passed == units).then_some(text.len())
    }
}

/// A text and the markup with which it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingText {
    body: String,
    format: TextFormat,
}

impl OutgoingText {
    /// A draft's text in a format that the platform takes. HTML that it does not take loses its
    /// tags; Markdown that it does not take is sent as it was written.
    pub fn new(text: &Text, taken: &[TextFormat]) -> Self {
        let is_taken = taken.contains(&text.format);
        let body = match text.format {
            TextFormat::Html if !is_taken => markup::without_tags(&text.body),
            _ => text.body.clone(),
        };
        Self { body, format: if is_taken { text.format } else { TextFormat::Plain } }
    }

    /// The text with its markup.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// How it is marked up.
    pub fn format(&self) -> TextFormat {
        self.format
    }

    /// The text without markup, for a platform that cannot read it after all.
    pub fn plain(&self) -> String {
        match self.format {
            TextFormat::Html => markup::without_tags(&self.body),
            TextFormat::Plain | TextFormat::Markdown => self.body.clone(),
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.plain().trim().is_empty()
    }

    /// Its length without the tags of HTML.
    pub fn length(&self, unit: Unit) -> usize {
        unit.count(&self.plain())
    }

    /// The same text in pieces of at most `max` units, cut as [`split`] does. Markup that spans a cut
    /// ends before it and begins again behind it.
    pub fn split(&self, unit: Unit, max: usize) -> Vec<Self> {
        let pieces = match self.format {
            TextFormat::Html => markup::split(&self.body, unit, max),
            TextFormat::Plain | TextFormat::Markdown => split(&self.body, unit, max)
                .into_iter()
                .map(|cut| self.body[cut].to_owned())
                .collect(),
        };
        pieces.into_iter().map(|body| Self { body, format: self.format }).collect()
    }
}

/// A file's name as a platform tells it, without folders and without characters that are not seen or
/// turn the text around; nothing when no name is left.
pub fn file_name(told: &str) -> Option<String> {
    let is_hidden = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(sign, '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let seen: String = told.chars().filter(|sign| !is_hidden(*sign)).collect();
    let name = seen.rsplit(['/', '\\']).next()?.trim();
    let is_name = !name.is_empty() && name.chars().any(|sign| sign != '.');
    is_name.then(|| name.to_owned())
}

/// Where to cut a text into pieces of at most `max` units: at the end of a paragraph, a line or a
/// word when one ends in a piece's second half, and never inside what a reader sees as one character,
/// unless that alone is longer than `max`. White space at a cut is left out.
pub fn split(text: &str, unit: Unit, max: usize) -> Vec<Range<usize>> {
    let mut pieces = vec![];
    let mut start = text.len() - text.trim_start().len();
    while start < text.len() {
        let rest = &text[start..];
        let fitting = fitting(rest, unit, max);
        let end = if fitting == rest.len() { fitting } else { last_break(&rest[..fitting], rest) };
        pieces.push(start..start + rest[..end].trim_end().len());
        start += rest.len() - rest[end..].trim_start().len();
    }
    pieces
}

/// How many bytes of a text fit, at least one character.
fn fitting(text: &str, unit: Unit, max: usize) -> usize {
    match prefix(text.graphemes(true), unit, max) {
        0 => {
            let least = text.chars().next().map_or(0, char::len_utf8);
            prefix(text.split_inclusive(|_| true), unit, max).max(least)
        }
        bytes => bytes,
    }
}

/// How many bytes the first parts have that fit together.
fn prefix<'a>(parts: impl Iterator<Item = &'a str>, unit: Unit, max: usize) -> usize {
    let mut units = 0;
    let fits = |part: &&str| {
        units += unit.count(part);
        units <= max
    };
    parts.take_while(fits).map(str::len).sum()
}

/// The best place to cut what fits of a text, as a number of bytes.
fn last_break(fitting: &str, text: &str) -> usize {
    if text[fitting.len()..].starts_with(char::is_whitespace) {
        return fitting.len();
    }
    let place = |at: Option<usize>| at.filter(|at| *at >= fitting.len() / 2 && *at > 0);
    place(fitting.rfind("\n\n"))
        .or_else(|| place(fitting.rfind('\n')))
        .or_else(|| place(fitting.rfind(char::is_whitespace)))
        .unwrap_or(fitting.len())
}

#[cfg(test)]
mod tests;
