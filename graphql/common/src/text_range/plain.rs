//! What is found in a text without markup: links, and colleagues who are mentioned.

use super::{Part, TextRangeKind};
use crate::limits::MENTION_MAX_BYTES;
use linkify::{LinkFinder, LinkKind};
use switchboard_model::link;

/// The links that stand in the text by themselves.
pub(super) fn links(text: &str) -> Vec<Part> {
    let links = LinkFinder::new().links(text).filter_map(|found| {
        let href = match found.kind() {
            LinkKind::Email => format!("mailto:{}", found.as_str()),
            _ => found.as_str().to_owned(),
        };
        link::is_safe(&href).then(|| Part::link(found.start()..found.end(), href))
    });
    links.collect()
}

/// The mentions of a note, written as `@[…]`.
pub(super) fn mentions(text: &str) -> Vec<Part> {
    let mentions = text.match_indices("@[").filter_map(|(start, _)| {
        let rest = &text.as_bytes()[start..];
        let end = rest.iter().take(MENTION_MAX_BYTES).position(|byte| b"]\n".contains(byte))?;
        let is_named = rest[end] == b']' && end > "@[".len();
        is_named.then(|| Part::new(TextRangeKind::Mention, start..start + end + 1))
    });
    mentions.collect()
}
