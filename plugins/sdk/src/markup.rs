//! The small HTML of messages: taken out, or cut. A tag is a whole one that HTML or a messenger knows; every
//! other `<` and `&` is a character that its writer meant to be
//! read, so none is ever lost.

mod token;

use crate::text::{self, Unit};
use token::{Tag, Token, tokens};

/// The text of HTML. Paragraphs and `<br>` become line feeds.
pub fn without_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    plain.extend(tokens(html).map(|token| token.plain));
    plain.truncate(plain.trim_end_matches('\n').len());
    plain
}

/// A text as HTML that reads the same.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// HTML in pieces whose texts are cut as [`text::split`] cuts them. Tags that are open at a cut are
/// closed before it and opened again behind it.
pub fn split(html: &str, unit: Unit, max: usize) -> Vec<String> {
    let cuts = text::split(&without_tags(html), unit, max);
    let mut pieces = vec![String::new(); cuts.len()];
    let (mut open, mut index, mut at): (Vec<Tag<'_>>, usize, usize) = (vec![], 0, 0);
    for token in tokens(html).flat_map(Token::characters) {
        let is_closing = token.tag.is_some_and(|tag| tag.is_closing);
        if !is_closing && cuts.get(index + 1).is_some_and(|next| at >= next.start) {
            pieces[index].extend(open.iter().rev().map(|tag| format!("</{}>", tag.name)));
            index += 1;
            pieces[index].extend(open.iter().map(|tag| tag.source));
        }
        let Some(piece) = pieces.get_mut(index) else { break };
        match token.tag.filter(|tag| !tag.is(&["br"])) {
            None if cuts[index].contains(&at) => piece.push_str(token.source),
            None => {}
            Some(tag) => {
                piece.push_str(tag.source);
                if !tag.is_closing {
                    open.push(tag);
                } else if let Some(last) = open.iter().rposition(|other| tag.is(&[other.name])) {
                    open.remove(last);
                }
            }
        }
        at += token.plain.len();
    }
    pieces
}

#[cfg(test)]
mod tests;
