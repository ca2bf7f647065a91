//! What cannot be read as a script, in the words of those who are no programmers.

use crate::engine::FORBIDDEN;
use crate::lexed::{self, Lexed};
use crate::words::Problem;
use rhai::{LexError, ParseError, ParseErrorType, Token};

/// What the words of a script show by themselves.
pub fn of_tokens(tokens: &[Lexed], source: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, lexed) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| tokens.get(at)).map(|lexed| &lexed.token);
        let is_named = matches!(before, Some(Token::Period | Token::Elvis));
        let text = &source[lexed.start..lexed.end];
        let message = match &lexed.token {
            Token::LexError(error) => Some(of_lexer(error, text)),
            Token::CharConstant(_) => Some(quotes(text)),
            Token::ExclusiveRange | Token::InclusiveRange => {
                Some("ranges are not there: write `for one in` a list".to_owned())
            }
            Token::Pipe => Some("write || for \"or\"".to_owned()),
            Token::Ampersand => Some("write && for \"and\"".to_owned()),
            Token::Identifier(_) | Token::Reserved(_) if !is_named => {
                of_word(text, tokens.get(index + 1).map(|next| &next.token))
            }
            _ => None,
        };
        problems.extend(message.map(|message| Problem::error(lexed.place, message)));
    }
    problems
}

fn of_word(word: &str, next: Option<&Token>) -> Option<String> {
    let says = |message: &str| Some(message.to_owned());
    let is_called = matches!(next, Some(Token::LeftParen | Token::Unit));
    match word {
        "and" | "AND" | "or" | "OR" if !is_called => says("write && for \"and\", || for \"or\""),
        "not" | "NOT" => says("write ! for \"not\""),
        "elseif" | "elsif" | "elif" => says("write `else if`"),
        "then" if !is_called => says("leave out `then`: what happens stands in { }"),
        "null" | "nil" | "None" | "none" if !is_called => says("what is absent is ()"),
        "fn" | "function" | "def" | "private" => {
            says("functions are not there: write it out, or move words into a list")
        }
        "import" | "export" | "module" => says("modules are not there: what rules share are lists"),
        "switch" => says("`switch` is not there: write `if` and `else if`"),
        "try" | "catch" | "throw" => {
            Some(format!("`{word}` is not there: what fails ends the rule and is told"))
        }
        "=" | "===" => says("write == to compare"),
        "!==" => says("write != to compare"),
        "eval" | "Fn" | "call" | "curry" | "this" | "is_def_var" | "print" | "debug" => {
            let hint = if matches!(word, "print" | "debug") { ": write log(…)" } else { "" };
            Some(format!("`{word}` is not there{hint}"))
        }
        _ if FORBIDDEN.contains(&word) => {
            Some(format!("`{word}` is not there: the only loop is `for one in` a list"))
        }
        _ => None,
    }
}

fn quotes(text: &str) -> String {
    let inside = text.trim_matches('\'');
    format!("texts stand in double quotes: \"{inside}\"")
}

fn of_lexer(error: &LexError, text: &str) -> String {
    match error {
        LexError::MalformedChar(_) => quotes(text),
        LexError::UnterminatedString if text.starts_with('\'') => quotes(text),
        LexError::UnterminatedString => "this text does not end: write \" behind it".to_owned(),
        LexError::MalformedNumber(number) => format!("\"{number}\" is no number"),
        LexError::MalformedEscapeSequence(sequence) => {
            format!("\"{sequence}\" is not known in a text: write \\\\ for one \\")
        }
        LexError::UnexpectedInput(sign) => format!("\"{sign}\" has no meaning here"),
        LexError::ImproperSymbol(sign, _) => {
            of_word(sign, None).unwrap_or_else(|| format!("\"{sign}\" has no meaning here"))
        }
        other => other.to_string(),
    }
}

/// What the parser stopped at.
pub fn of_parser(error: &ParseError, tokens: &[Lexed], source: &str) -> Problem {
    let place = lexed::place(error.position());
    let at = tokens.iter().position(|lexed| lexed.place >= place).unwrap_or(tokens.len());
    let here = tokens.get(at).map_or("the end", |lexed| &source[lexed.start..lexed.end]);
    let message = match error.err_type() {
        ParseErrorType::MissingToken(sign, _) if sign == ";" => {
            let before = at.checked_sub(1).and_then(|at| tokens.get(at));
            let place = before.map_or(place, |before| end_of(before, source));
            return Problem::error(place, "a ; is missing here");
        }
        ParseErrorType::MissingToken(sign, _) if here == "=" && sign == "{" => {
            "write == to compare".to_owned()
        }
        ParseErrorType::MissingToken(sign, _) => format!("a {sign} is missing before {here}"),
        ParseErrorType::UnexpectedEOF => "the script ends too early: a } is missing".to_owned(),
        ParseErrorType::ExprTooDeep => "this condition is too deep: divide it by `let`".to_owned(),
        ParseErrorType::VariableExists(name) => {
            format!("\"{name}\" is there already: choose another name")
        }
        ParseErrorType::AssignmentToConstant(_) | ParseErrorType::AssignmentToInvalidLHS(_) => {
            if matches!(tokens.get(at).map(|lexed| &lexed.token), Some(Token::Equals)) {
                "this cannot be given a value: write == to compare".to_owned()
            } else {
                "this cannot be given a value: ask for a change by a method, such as chat.set_priority(…)".to_owned()
            }
        }
        ParseErrorType::Reserved(word) => {
            of_word(word, None).unwrap_or_else(|| format!("\"{word}\" has no meaning here"))
        }
        ParseErrorType::PropertyExpected => {
            "the name of a property is missing behind the .".to_owned()
        }
        ParseErrorType::VariableExpected => "a name is missing here".to_owned(),
        ParseErrorType::LoopBreak => "`break` and `continue` stand in a `for` alone".to_owned(),
        ParseErrorType::ExprExpected(_) => format!("something is missing before {here}"),
        ParseErrorType::LiteralTooLarge(..) => {
            "this text or list is too long: write lists into lists/".to_owned()
        }
        ParseErrorType::BadInput(error) => of_lexer(error, here),
        other => format!("this cannot be read: {other}"),
    };
    Problem::error(place, message)
}

/// Behind a word.
fn end_of(lexed: &Lexed, source: &str) -> (usize, usize) {
    let text = &source[lexed.start..lexed.end];
    match text.rsplit_once('\n') {
        Some((before, last)) => {
            (lexed.place.0 + before.matches('\n').count() + 1, last.chars().count() + 1)
        }
        None => (lexed.place.0, lexed.place.1 + text.chars().count()),
    }
}
