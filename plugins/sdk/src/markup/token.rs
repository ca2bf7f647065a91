//! Cuts HTML into text, references and tags. What is no whole tag of a known name, and no reference
//! that is known, is text.

use crate::limits::REFERENCE_BYTES;
use std::borrow::Cow;

/// A piece of HTML: a run of text, a character that is written as a reference, or a tag.
pub(super) struct Token<'a> {
    pub(super) source: &'a str,
    /// What it reads as; a tag that ends a line reads as a line feed.
    pub(super) plain: Cow<'a, str>,
    pub(super) tag: Option<Tag<'a>>,
}

impl<'a> Token<'a> {
    fn text(source: &'a str, plain: impl Into<Cow<'a, str>>) -> Self {
        Self { source, plain: plain.into(), tag: None }
    }

    /// The same piece, a run of text character by character.
    pub(super) fn characters(self) -> Vec<Self> {
        if self.tag.is_some() || self.source != self.plain {
            return vec![self];
        }
        let characters = self.source.split_inclusive(|_| true);
        characters.map(|character| Self::text(character, character)).collect()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) source: &'a str,
    pub(super) is_closing: bool,
}

impl<'a> Tag<'a> {
    /// The tag that a text begins with.
    fn at_start(html: &'a str) -> Option<Self> {
        let inner = html.strip_prefix('<')?;
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        let (name, rest) = named.split_at(named.find(|sign: char| !is_name(sign))?);
        let mut elements = ELEMENTS.split_ascii_whitespace();
        if !elements.any(|known| known.eq_ignore_ascii_case(name)) {
            return None;
        }
        let after = after_attributes(rest)?;
        let source = &html[..html.len() - after.len()];
        Some(Self { name, source, is_closing: named.len() < inner.len() })
    }

    pub(super) fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    fn is_line_end(&self) -> bool {
        let blocks = ["p", "div", "li", "h1", "h2", "h3"];
        self.is(&["br"]) || (self.is_closing && self.is(&blocks))
    }
}

/// The elements of HTML, and those that messengers add.
const ELEMENTS: &str = "\
    a abbr address article aside audio b bdi bdo big blockquote body br button canvas caption center \
    cite code col colgroup data dd del details dfn div dl dt em fieldset figcaption figure font footer \
    form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main \
    map mark menu meta nav ol optgroup option p picture pre q rp rt ruby s samp script section select \
    small source span strike strong style sub summary sup svg table tbody td template textarea tfoot \
    th thead time title tr track tt u ul var video wbr tg-emoji tg-spoiler tg-time";

/// Attributes that are written without a value. Any other word in angle brackets was meant to be
/// read: `if a <b and c> d`.
const BARE_ATTRIBUTES: [&str; 1] = ["expandable"];

/// What follows the `>` that ends a tag's attributes; nothing when they are none.
fn after_attributes(mut rest: &str) -> Option<&str> {
    loop {
        let next = rest.trim_start();
        if let Some(after) = next.strip_prefix("/>").or_else(|| next.strip_prefix('>')) {
            return Some(after);
        }
        if next.len() == rest.len() {
            return None;
        }
        let is_end = |sign: char| sign.is_whitespace() || "=<>/\"'".contains(sign);
        let (name, after) = next.split_at(next.find(is_end)?);
        rest = match after.trim_start().strip_prefix('=') {
            _ if name.is_empty() => return None,
            Some(value) => after_value(value.trim_start())?,
            None if BARE_ATTRIBUTES.contains(&name) => after,
            None => return None,
        };
    }
}

fn after_value(value: &str) -> Option<&str> {
    if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        return Some(value[1..].split_once(quote)?.1);
    }
    let end = value.find(|sign: char| sign.is_whitespace() || sign == '<' || sign == '>')?;
    let after = &value[end..];
    (end > 0 && !after.starts_with('<')).then_some(after)
}

/// References by name that are read; an unknown one stays as it is.
const REFERENCES: [(&str, &str); 6] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&nbsp;", "\u{a0}"),
];

/// The reference that a text begins with.
fn reference(html: &str) -> Option<Token<'_>> {
    let named = REFERENCES.iter().find(|(source, _)| html.starts_with(source));
    if let Some((source, plain)) = named {
        return Some(Token::text(&html[..source.len()], *plain));
    }
    let number = html.strip_prefix("&#")?;
    let end = number.bytes().take(REFERENCE_BYTES).position(|byte| byte == b';')?;
    let digits = &number[..end];
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) if is_all(digits, u8::is_ascii_hexdigit) => u32::from_str_radix(digits, 16),
        None if is_all(digits, u8::is_ascii_digit) => digits.parse(),
        _ => return None,
    };
    let character = char::from_u32(code.ok()?).filter(|character| *character != '\0')?;
    Some(Token::text(&html[.."&#;".len() + end], character.to_string()))
}

fn is_all(text: &str, is_good: impl Fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(is_good)
}

/// The pieces of HTML, in order; their sources are the whole.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let token = next_token(rest)?;
        rest = &rest[token.source.len()..];
        Some(token)
    })
}

fn next_token(html: &str) -> Option<Token<'_>> {
    let first = html.chars().next()?.len_utf8();
    if let Some(tag) = Tag::at_start(html) {
        let plain = if tag.is_line_end() { "\n" } else { "" };
        return Some(Token { source: tag.source, plain: plain.into(), tag: Some(tag) });
    }
    reference(html).or_else(|| {
        let run = &html[..html[first..].find(['<', '&']).map_or(html.len(), |at| at + first)];
        Some(Token::text(run, run))
    })
}
