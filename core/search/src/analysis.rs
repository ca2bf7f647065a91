//! Cuts text into tokens that people search by: folded words, and pairs of characters in the
//! scripts that put no spaces between words.

use crate::limits;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The name under which the index knows the tokenizer.
pub const NAME: &str = "switchboard";

/// A token with the place it was cut from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The folded text.
    pub text: String,
    /// Byte range in the original.
    pub from: usize,
    /// End of the byte range.
    pub to: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Letters and digits of scripts with spaces.
    Word,
    /// Scripts without spaces between words.
    Dense,
    /// All else.
    Other,
}

fn class(character: char) -> Class {
    match u32::from(character) {
        // Thai, Lao, Myanmar, Khmer, kana, Han with its extensions and compatibility forms.
        0x0E00..=0x0EFF
        | 0x1000..=0x109F
        | 0x1780..=0x17FF
        | 0x3040..=0x30FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0x20000..=0x323AF => Class::Dense,
        _ if character.is_alphanumeric() || is_combining_mark(character) => Class::Word,
        _ => Class::Other,
    }
}

/// Folds case, width and the accents of European scripts.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|character| !('\u{300}'..='\u{36f}').contains(character))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

/// Cuts a text into tokens, in order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut run: Option<(Class, usize)> = None;
    for (at, character) in text.char_indices() {
        let here = class(character);
        match run {
            Some((class, _)) if class == here => {}
            _ => {
                close(text, run, at, &mut found);
                run = (here != Class::Other).then_some((here, at));
            }
        }
    }
    close(text, run, text.len(), &mut found);
    found
}

fn close(text: &str, run: Option<(Class, usize)>, to: usize, found: &mut Vec<Piece>) {
    let Some((class, from)) = run else { return };
    let mut push = |from: usize, to: usize| {
        let folded = fold(&text[from..to]);
        if !folded.is_empty() && folded.len() <= limits::TOKEN_BYTES {
            found.push(Piece { text: folded, from, to });
        }
    };
    match class {
        Class::Other => {}
        Class::Word => push(from, to),
        Class::Dense => {
            let ends: Vec<usize> = text[from..to]
                .char_indices()
                .map(|(at, character)| from + at + character.len_utf8())
                .collect();
            if ends.len() == 1 {
                push(from, to);
            }
            let mut start = from;
            for pair in ends.windows(2) {
                push(start, pair[1]);
                start = pair[0];
            }
        }
    }
}

/// The digits of a text when it looks like a phone number or a long id in groups: at least seven
/// digits with nothing but separators between them.
pub fn long_number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " +-().\u{a0}/".contains(c));
    (is_number && digits.len() >= 7).then_some(digits)
}

/// The tokenizer of the index.
#[derive(Clone, Default)]
pub struct Analyzer {
    token: Token,
}

/// The tokens of one text.
pub struct Tokens<'a> {
    pieces: std::vec::IntoIter<Piece>,
    token: &'a mut Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.token.reset();
        Tokens { pieces: pieces(text).into_iter(), token: &mut self.token }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(piece) = self.pieces.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = piece.from;
        self.token.offset_to = piece.to;
        self.token.text = piece.text;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn case_width_and_accents_are_folded() {
        assert_eq!(words("Größe CAFÉ Ｆｕｌｌ №4821!"), ["große", "cafe", "full", "4821"]);
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        assert_eq!(words("退款申请"), ["退款", "款申", "申请"]);
        assert_eq!(words("茶"), ["茶"]);
        assert_eq!(words("注文order番号"), ["注文", "order", "番号"]);
    }

    #[test]
    fn ranges_point_into_the_original() {
        let text = "Привіт 👋🏽 退款";
        for piece in pieces(text) {
            assert_eq!(fold(&text[piece.from..piece.to]), piece.text);
        }
    }

    #[test]
    fn phone_numbers_are_found_in_any_spelling() {
        assert_eq!(long_number("+380 (50) 111-22-33").as_deref(), Some("380501112233"));
        assert_eq!(long_number("call 12345678"), None);
        assert_eq!(long_number("123 456"), None);
    }
}
