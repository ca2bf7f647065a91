//! Which part of which condition came to what: the source is rewritten so that each part tells.

use crate::lexed::Lexed;
use crate::words;
use rhai::Token;

/// The function that a part's result passes through in a traced script.
pub const PART: &str = "trace_part";
/// The function that the left side of a comparison passes through.
pub const SIDE: &str = "trace_side";

/// A part of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its line, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// The left side of the comparison, where it is one.
    pub side: Option<String>,
}

/// What a part came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Yes or no.
    Result(usize, bool),
    /// The value of its left side.
    Side(usize, String),
}

/// A script whose parts tell.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The source.
    pub source: String,
    /// Its parts, by their number.
    pub parts: Vec<Part>,
}

/// A part with what it came to, last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The part.
    pub part: Part,
    /// Yes or no; none where it was not looked at.
    pub result: Option<bool>,
    /// The value of its left side.
    pub seen: Option<String>,
}

/// Rewrites a script. Its words are those of `lexed::lex`.
pub fn rewrite(source: &str, tokens: &[Lexed]) -> Traced {
    let mut writer = Writer {
        source,
        tokens,
        out: String::with_capacity(source.len() * 2),
        at: 0,
        parts: Vec::new(),
    };
    let mut index = 0;
    while let Some(lexed) = tokens.get(index) {
        let from = index + 1;
        let to = match lexed.token {
            Token::If => writer.end(from, |token| matches!(token, Token::LeftBrace)),
            Token::Equals if writer.is_let(index) => {
                writer.end(from, |token| matches!(token, Token::SemiColon))
            }
            _ => from,
        };
        if to > from && to < tokens.len() {
            writer.condition(from, to);
        }
        index = to.max(from);
    }
    writer.out.push_str(&source[writer.at..]);
    Traced { source: writer.out, parts: writer.parts }
}

/// What the parts of a run came to.
pub fn steps(parts: &[Part], seen: &[Seen]) -> Vec<Step> {
    let mut steps: Vec<Step> =
        parts.iter().map(|part| Step { part: part.clone(), result: None, seen: None }).collect();
    for one in seen {
        match one {
            Seen::Result(part, result) => {
                if let Some(step) = steps.get_mut(*part) {
                    step.result = Some(*result);
                }
            }
            Seen::Side(part, value) => {
                if let Some(step) = steps.get_mut(*part) {
                    step.seen = Some(value.clone());
                }
            }
        }
    }
    steps
}

impl std::fmt::Display for Step {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let result = match self.result {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not looked at",
        };
        write!(formatter, "line {} {}: {result}", self.part.line, self.part.text)?;
        match (&self.part.side, &self.seen) {
            (Some(side), Some(seen)) => write!(formatter, ", {side} was {seen}"),
            _ => Ok(()),
        }
    }
}

struct Writer<'a> {
    source: &'a str,
    tokens: &'a [Lexed],
    out: String,
    at: usize,
    parts: Vec<Part>,
}

fn is_comparison(token: &Token) -> bool {
    matches!(
        token,
        Token::EqualsTo
            | Token::NotEqualsTo
            | Token::LessThan
            | Token::LessThanEqualsTo
            | Token::GreaterThan
            | Token::GreaterThanEqualsTo
            | Token::In
            | Token::NotIn
    )
}

fn deeper(token: &Token) -> isize {
    match token {
        Token::LeftParen
        | Token::LeftBracket
        | Token::LeftBrace
        | Token::MapStart
        | Token::QuestionBracket => 1,
        Token::RightParen | Token::RightBracket | Token::RightBrace => -1,
        _ => 0,
    }
}

impl Writer<'_> {
    /// Does this `=` follow `let name`.
    fn is_let(&self, equals: usize) -> bool {
        let before = |count: usize| equals.checked_sub(count).and_then(|at| self.tokens.get(at));
        before(2).is_some_and(|lexed| matches!(lexed.token, Token::Let | Token::Const))
    }

    /// The first token from there on, outside of brackets, that ends what stands there.
    fn end(&self, from: usize, is_end: fn(&Token) -> bool) -> usize {
        let mut depth = 0;
        for (index, lexed) in self.tokens.iter().enumerate().skip(from) {
            if depth == 0 && is_end(&lexed.token) {
                return index;
            }
            depth += deeper(&lexed.token);
        }
        self.tokens.len()
    }

    /// Where signs stand outside of brackets.
    fn outside(&self, from: usize, to: usize, is_meant: fn(&Token) -> bool) -> Vec<usize> {
        let mut depth = 0;
        let mut places = Vec::new();
        for index in from..to {
            let token = &self.tokens[index].token;
            if depth == 0 && is_meant(token) {
                places.push(index);
            }
            depth += deeper(token);
        }
        places
    }

    /// Writes the source as it is up to a byte.
    fn copy_to(&mut self, byte: usize) {
        if byte > self.at {
            self.out.push_str(&self.source[self.at..byte]);
            self.at = byte;
        }
    }

    fn text(&self, from: usize, to: usize) -> String {
        words::cut(&self.source[self.tokens[from].start..self.tokens[to - 1].end])
    }

    /// Takes a condition apart: first at `||`, then at `&&`, then `!` and brackets.
    fn condition(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        let signs: [fn(&Token) -> bool; 2] =
            [|token| matches!(token, Token::Or), |token| matches!(token, Token::And)];
        for sign in signs {
            let places = self.outside(from, to, sign);
            if !places.is_empty() {
                let mut begin = from;
                for end in places.into_iter().chain([to]) {
                    self.condition(begin, end);
                    begin = end + 1;
                }
                return;
            }
        }
        let first = &self.tokens[from].token;
        let comparisons = self.outside(from, to, is_comparison);
        if matches!(first, Token::Bang) && comparisons.is_empty() {
            return self.condition(from + 1, to);
        }
        if matches!(first, Token::LeftParen)
            && self.end(from + 1, |token| matches!(token, Token::RightParen)) == to - 1
        {
            return self.condition(from + 1, to - 1);
        }
        self.part(from, to, &comparisons);
    }

    fn part(&mut self, from: usize, to: usize, comparisons: &[usize]) {
        let number = self.parts.len();
        let side = match comparisons {
            [sign] if *sign > from => Some(*sign),
            _ => None,
        };
        self.parts.push(Part {
            line: self.tokens[from].place.0,
            text: self.text(from, to),
            side: side.map(|sign| self.text(from, sign)),
        });
        self.copy_to(self.tokens[from].start);
        self.out.push_str(&format!("{PART}({number}, "));
        if let Some(sign) = side {
            self.out.push_str(&format!("{SIDE}({number}, "));
            self.copy_to(self.tokens[sign - 1].end);
            self.out.push(')');
        }
        self.copy_to(self.tokens[to - 1].end);
        self.out.push(')');
    }
}
