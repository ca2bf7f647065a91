//! A source as a flat list of tokens with their lines, and small searches in it. Macros are seen
//! into like any other code; comments and documentation are left out.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A word, a literal as it is written, a bracket, or an operator.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// Operators of two characters that the rules ask for as one.
const PAIRS: [&str; 3] = ["::", "->", "=>"];

pub fn flatten(stream: TokenStream) -> Vec<Token> {
    let mut found = Vec::new();
    push(stream, &mut found);
    found
}

fn push(stream: TokenStream, found: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                if is_documentation(&group) {
                    // With the `#` before it, and the `!` of an inner one.
                    while found.pop_if(|token| token.is("#") || token.is("!")).is_some() {}
                    continue;
                }
                if !open.is_empty() {
                    found.push(Token { text: open.to_owned(), line });
                }
                push(group.stream(), found);
                if !close.is_empty() {
                    let line = group.span_close().start().line;
                    found.push(Token { text: close.to_owned(), line });
                }
            }
            TokenTree::Punct(first) => {
                let mut text = first.as_char().to_string();
                if first.spacing() == Spacing::Joint
                    && let Some(TokenTree::Punct(second)) = trees.peek()
                    && PAIRS.contains(&format!("{text}{}", second.as_char()).as_str())
                {
                    text.push(second.as_char());
                    trees.next();
                }
                found.push(Token { text, line });
            }
            other => found.push(Token { text: other.to_string(), line }),
        }
    }
}

fn is_documentation(group: &proc_macro2::Group) -> bool {
    let mut trees = group.stream().into_iter();
    let is_doc = matches!(trees.next(), Some(TokenTree::Ident(name)) if name == "doc");
    let is_value = matches!(trees.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
    group.delimiter() == Delimiter::Bracket && is_doc && is_value
}

/// Where `pattern`, tokens with blanks between, stands in `tokens`.
pub fn places<'a>(tokens: &'a [Token], pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
    let pattern: Vec<&str> = pattern.split_whitespace().collect();
    (0..tokens.len()).filter(move |place| {
        let here = &tokens[*place..];
        here.len() >= pattern.len() && here.iter().zip(&pattern).all(|(token, text)| token.is(text))
    })
}

pub fn contains(tokens: &[Token], pattern: &str) -> bool {
    places(tokens, pattern).next().is_some()
}

/// Where the bracket that stands at `open` is closed; the end if never.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return place;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// What stands between the bracket at `open` and the one that closes it.
pub fn inside(tokens: &[Token], open: usize) -> &[Token] {
    tokens.get(open + 1..closing(tokens, open)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(text: &str) -> Vec<Token> {
        flatten(text.parse().unwrap())
    }

    #[test]
    fn sequences_are_found_on_their_lines_and_not_inside_words() {
        let tokens = lex("diesel::x;\nundiesel::x; macro!(diesel :: x)");
        let lines: Vec<_> =
            places(&tokens, "diesel :: x").map(|place| tokens[place].line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn documentation_is_left_out_and_attributes_stay() {
        let tokens = lex("//! of the file\n/** a */ #[cfg(doc)] /// b\nfn f() {}");
        let text: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(text.join(" "), "# [ cfg ( doc ) ] fn f ( ) { }");
    }

    #[test]
    fn brackets_are_matched() {
        let tokens = lex("f(a, (b), [c]) d");
        assert_eq!(closing(&tokens, 1), tokens.len() - 2);
        assert_eq!(inside(&tokens, 1).len(), 9);
    }
}
