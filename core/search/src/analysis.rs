//! Cuts text into tokens that people search by: folded words, pairs of characters in the scripts
//! that put no spaces between words, emoji. The index takes all of them; a query asks for those of
//! [`asked`] or [`literal`].

use crate::{
    fold::{Class, class, fold},
    limits,
};
use std::collections::BTreeSet;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_segmentation::UnicodeSegmentation;

/// The name under which the index knows the tokenizer.
pub const NAME: &str = "switchboard";

/// The operators of the query language.
pub const OPERATORS: [&str; 12] = [
    "after", "before", "channel", "from", "has", "label", "lang", "operator", "priority", "ref",
    "role", "status",
];

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What a query with the same text asks for.
    Whole,
    /// What stands on one side of an apostrophe: `adresse` in `l'adresse`.
    Side,
    /// The last character of a run that is cut into pairs, so that each begins a token.
    End,
    /// An emoji: it has the place of the word behind it, and parts no words.
    Symbol,
    /// What a query would read as more than a word: `-word`, `from:`.
    Syntax,
}

/// A token with the place it was cut from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The folded text.
    pub text: String,
    /// Byte range in the original.
    pub from: usize,
    /// End of the byte range.
    pub to: usize,
    /// Its place among the words.
    pub position: usize,
    /// What it is for.
    pub role: Role,
}

/// A word with its place.
pub type Placed = (usize, String);

/// Graphemes of one class side by side.
#[derive(Clone, Copy)]
struct Run {
    class: Class,
    from: usize,
    to: usize,
}

/// Cuts a text into tokens, in order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let runs = runs(text);
    let mut cutter = Cutter { text, position: 0, found: Vec::new() };
    let mut rest = runs.as_slice();
    while let [first, behind @ ..] = rest {
        rest = behind;
        let begun = cutter.found.len();
        match first.class {
            Class::Word => {
                let mut parts = vec![*first];
                while let [apostrophe, next, behind @ ..] = rest
                    && apostrophe.class == Class::Apostrophe
                    && next.class == Class::Word
                {
                    parts.push(*next);
                    rest = behind;
                }
                cutter.word(&parts);
            }
            Class::Dense => cutter.dense(*first),
            Class::Symbol => cutter.symbols(*first),
            Class::Apostrophe | Class::Ignored | Class::Other => {}
        }
        cutter.syntax(*first, begun);
    }
    let mut found = cutter.found;
    found.sort_by_key(|piece| piece.position);
    found
}

/// What a query with this text asks for: its words; its emoji when it has no words.
pub fn asked(text: &str) -> Vec<Placed> {
    let pieces = pieces(text);
    let words = placed(&pieces, |piece| matches!(piece.role, Role::Whole | Role::End));
    if words.is_empty() { placed(&pieces, |piece| piece.role == Role::Symbol) } else { words }
}

/// The words of a text as it stands, where nothing of it is syntax of a query.
pub fn literal(text: &str) -> Vec<Placed> {
    let pieces = pieces(text);
    let syntax = pieces.iter().filter(|piece| piece.role == Role::Syntax);
    let syntax: BTreeSet<usize> = syntax.map(|piece| piece.position).collect();
    let mut words = placed(&pieces, |piece| match piece.role {
        Role::Syntax => true,
        // `-word` stands at the place of `word`, which says less.
        Role::Whole | Role::End => !syntax.contains(&piece.position),
        Role::Side | Role::Symbol => false,
    });
    words.truncate(limits::PHRASE_WORDS);
    words
}

fn placed(pieces: &[Piece], is_wanted: impl Fn(&Piece) -> bool) -> Vec<Placed> {
    let mut wanted: Vec<&Piece> = pieces.iter().filter(|piece| is_wanted(piece)).collect();
    // The run may go on where the query ends.
    if wanted.last().is_some_and(|last| last.role == Role::End) {
        wanted.pop();
    }
    wanted.into_iter().map(|piece| (piece.position, piece.text.clone())).collect()
}

/// Is this one character of a script that is cut into pairs: then it is the beginning of a token.
pub fn is_half(word: &str) -> bool {
    is_dense(word) && word.graphemes(true).count() == 1
}

/// Is this a pair of characters of a script that is cut into pairs.
pub fn is_pair(word: &str) -> bool {
    is_dense(word) && word.graphemes(true).count() == 2
}

fn is_dense(word: &str) -> bool {
    word.chars().next().is_some_and(|first| class(first) == Class::Dense)
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (from, grapheme) in text.grapheme_indices(true) {
        let to = from + grapheme.len();
        let class = class_of(grapheme);
        match runs.last_mut() {
            // What is not to be seen belongs to what stands before it; of apostrophes, one is
            // enough.
            Some(last) if class == Class::Ignored => last.to = to,
            Some(last) if last.class == class && class != Class::Apostrophe => last.to = to,
            _ => runs.push(Run { class, from, to }),
        }
    }
    runs
}

fn class_of(grapheme: &str) -> Class {
    let mut classes = grapheme.chars().map(class);
    classes.find(|class| *class != Class::Ignored).unwrap_or(Class::Ignored)
}

struct Cutter<'a> {
    text: &'a str,
    position: usize,
    found: Vec<Piece>,
}

impl Cutter<'_> {
    fn push(&mut self, text: String, (from, to): (usize, usize), role: Role) {
        let position = self.position;
        let mut here = self.found.iter().rev().take_while(|piece| piece.position == position);
        let is_there = here.any(|piece| piece.text == text);
        if !text.is_empty() && !is_there {
            self.found.push(Piece { text, from, to, position, role });
        }
    }

    /// A word, whose parts stand at apostrophes. Long ones are cut: nobody types them, but people
    /// paste them.
    fn word(&mut self, parts: &[Run]) {
        let text = self.text;
        let folded: Vec<String> =
            parts.iter().map(|part| fold(&text[part.from..part.to])).collect();
        let ([first, ..], [.., last]) = (parts, parts) else { return };
        let whole = folded.concat();
        let mut rest = whole.as_str();
        while !rest.is_empty() {
            let (token, behind) = rest.split_at(rest.floor_char_boundary(limits::TOKEN_BYTES));
            self.push(token.to_owned(), (first.from, last.to), Role::Whole);
            for (part, text) in parts.iter().zip(&folded).filter(|_| parts.len() > 1) {
                if text.len() <= limits::TOKEN_BYTES && rest.len() == whole.len() {
                    self.push(text.clone(), (part.from, part.to), Role::Side);
                }
            }
            self.position += 1;
            rest = behind;
        }
    }

    /// Pairs of characters, and the last one alone.
    fn dense(&mut self, run: Run) {
        let whole = self.text;
        let text = &whole[run.from..run.to];
        let characters: Vec<(String, usize, usize)> = text
            .grapheme_indices(true)
            .map(|(at, one)| (fold(one), run.from + at, run.from + at + one.len()))
            .filter(|(folded, ..)| !folded.is_empty())
            .collect();
        for pair in characters.windows(2) {
            if let [(one, from, _), (other, _, to)] = pair {
                self.push(format!("{one}{other}"), (*from, *to), Role::Whole);
                self.position += 1;
            }
        }
        let role = if characters.len() == 1 { Role::Whole } else { Role::End };
        if let Some((last, from, to)) = characters.into_iter().next_back() {
            self.push(last, (from, to), role);
            self.position += 1;
        }
    }

    fn symbols(&mut self, run: Run) {
        let whole = self.text;
        let text = &whole[run.from..run.to];
        for (at, grapheme) in text.grapheme_indices(true) {
            let range = (run.from + at, run.from + at + grapheme.len());
            let signs: String =
                grapheme.chars().filter(|sign| class(*sign) == Class::Symbol).collect();
            // A family is several people, a flag is the two letters of its country.
            if grapheme.contains(JOINER) {
                for sign in signs.chars() {
                    self.push(fold(&sign.to_string()), range, Role::Symbol);
                }
            } else {
                self.push(fold(&signs), range, Role::Symbol);
            }
        }
    }

    /// Puts beside a run's first token, at `begun`, what a query would read it as.
    fn syntax(&mut self, run: Run, begun: usize) {
        let is_whole = |piece: &&Piece| matches!(piece.role, Role::Whole | Role::End);
        let Some(first) = self.found[begun..].iter().find(is_whole).cloned() else { return };
        let text = self.text;
        let (before, behind) = (&text[..run.from], &text[run.to..]);
        let signed = before.strip_suffix('"').unwrap_or(before);
        let unsigned = signed.strip_suffix('-').or_else(|| before.strip_suffix('-'));
        let begins =
            |text: &str| text.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '"');
        let has_value = behind.strip_prefix(':').is_some_and(|value| {
            value.chars().next().is_some_and(|character| !character.is_whitespace())
        });
        let mut add = |text: String| {
            self.found.push(Piece { text, role: Role::Syntax, ..first.clone() });
        };
        if unsigned.is_some_and(begins) {
            add(format!("-{}", first.text));
        }
        if has_value && OPERATORS.contains(&first.text.as_str()) {
            add(format!("{}:", first.text));
        }
    }
}

/// What joins emoji to one.
const JOINER: char = '\u{200d}';

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
        self.token.position = piece.position;
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
mod tests;
