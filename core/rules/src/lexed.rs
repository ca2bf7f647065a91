//! A script as its words, each with its place: made by rhai's own lexer.

use rhai::{Engine, Position, Token};

/// One word or sign.
#[derive(Clone, Debug)]
pub struct Lexed {
    /// What it is.
    pub token: Token,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Line and column, from 1.
    pub place: (usize, usize),
}

/// All words of a script. What stands inside of a text with `${…}` is part of that text.
pub fn lex(engine: &Engine, source: &str) -> Vec<Lexed> {
    let lines = line_starts(source);
    let inputs = [source];
    let (tokens, control) = engine.lex(&inputs);
    let mut lexed: Vec<Lexed> = Vec::new();
    // How many braces are open inside of each `${`.
    let mut open: Vec<usize> = Vec::new();
    for (token, position) in tokens {
        let is_inside = !open.is_empty();
        match &token {
            Token::InterpolatedString(_) => open.push(0),
            Token::LeftBrace | Token::MapStart => {
                if let Some(depth) = open.last_mut() {
                    *depth += 1;
                }
            }
            Token::RightBrace => {
                if let Some(depth) = open.last_mut() {
                    *depth = depth.saturating_sub(1);
                    if *depth == 0 {
                        open.pop();
                        control.borrow_mut().is_within_text = true;
                    }
                }
            }
            Token::EOF => break,
            _ => {}
        }
        let place = place(position);
        let start = offset(source, &lines, place);
        let is_covered = lexed.last().is_some_and(|last| start < last.end);
        if is_inside || is_covered {
            continue;
        }
        let end = start + length(&source[start..], &token);
        let is_broken = matches!(token, Token::LexError(_));
        lexed.push(Lexed { token, start, end, place });
        if is_broken {
            break;
        }
    }
    lexed
}

/// Line and column of a position of rhai's, from 1.
pub fn place(position: Position) -> (usize, usize) {
    (position.line().unwrap_or(1), position.position().unwrap_or(1).max(1))
}

fn line_starts(source: &str) -> Vec<usize> {
    std::iter::once(0).chain(source.match_indices('\n').map(|(index, _)| index + 1)).collect()
}

/// The byte at a line and column.
fn offset(source: &str, lines: &[usize], (line, column): (usize, usize)) -> usize {
    let start = lines.get(line - 1).copied().unwrap_or(source.len());
    let rest = &source[start..];
    rest.char_indices().nth(column - 1).map_or(source.len(), |(index, _)| start + index)
}

/// How many bytes a word takes.
fn length(rest: &str, token: &Token) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    match (first, token) {
        ('"', _) => quoted(rest),
        ('`', _) => interpolated(rest),
        ('\'', _) => rest[1..].find(['\'', '\n']).map_or(rest.len(), |end| end + 2),
        (_, Token::IntegerConstant(_) | Token::DecimalConstant(_)) => number(rest),
        (first, _) if first.is_alphabetic() || first == '_' => {
            let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            rest.find(|letter| !is_of_name(letter)).unwrap_or(rest.len())
        }
        // `!in` and `()` are one sign each, whatever stands between.
        (_, Token::NotIn) => rest.find("in").map_or(1, |end| end + 2),
        (_, Token::Unit) => rest.find(')').map_or(1, |end| end + 1),
        _ => {
            let sign = token.to_string();
            if rest.starts_with(&sign) { sign.len() } else { first.len_utf8() }
        }
    }
}

/// The length of a text in double quotes.
fn quoted(rest: &str) -> usize {
    let mut is_escaped = false;
    for (index, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a text in back-ticks, with what stands in its `${…}`.
fn interpolated(rest: &str) -> usize {
    let mut index = 1;
    while let Some(letter) = rest[index..].chars().next() {
        if rest[index..].starts_with("${") {
            index += 2;
            let mut depth = 1;
            while let Some(inner) = rest[index..].chars().next() {
                match inner {
                    '"' => {
                        index += quoted(&rest[index..]);
                        continue;
                    }
                    '`' => {
                        index += interpolated(&rest[index..]);
                        continue;
                    }
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                index += inner.len_utf8();
                if depth == 0 {
                    break;
                }
            }
            continue;
        }
        index += letter.len_utf8();
        if letter == '`' {
            return index;
        }
    }
    rest.len()
}

/// The length of a number: a dot is of it before a digit alone, so that `0..5` begins with a 0.
fn number(rest: &str) -> usize {
    let mut letters = rest.char_indices().peekable();
    while let Some((index, letter)) = letters.next() {
        let is_before_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !(letter.is_alphanumeric() || letter == '_' || (letter == '.' && is_before_digit)) {
            return index;
        }
    }
    rest.len()
}
