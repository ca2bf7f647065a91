//! Where words stand: the public names of SQL, GraphQL, WIT, Rust and the command line, their
//! documentation, and the words of every text.

use crate::tidy::source::Source;
use crate::tidy::tokens::{Token, closing, inside, places};
use crate::tidy::tree::File;

/// As the list writes them. `docs` are descriptions in the schemas, comments in the contract and
/// help texts of the command line; `prose` is any word of any text.
pub const PLACES: [&str; 7] = ["sql", "graphql", "wit", "rust", "cli", "docs", "prose"];

const TEXTS: [&str; 12] = [
    ".rs", ".ts", ".tsx", ".js", ".mjs", ".py", ".sql", ".toml", ".md", ".wit", ".rhai", ".graphql",
];

pub fn is_text(path: &str) -> bool {
    TEXTS.iter().any(|ending| path.ends_with(ending))
}

/// A name or word with the place and the line where it stands.
type Name = (&'static str, usize, String);

/// The names that a migration, a schema or the contract gives, and the words of their comments.
pub fn of_text(file: &File) -> Vec<Name> {
    let (place, comment) = match file.path.rsplit_once('.') {
        Some((_, "sql")) => ("sql", "--"),
        Some((_, "graphql")) => ("graphql", "#"),
        Some((_, "wit")) => ("wit", "//"),
        Some((_, "rs")) if is_command_line(&file.path) => ("rust", "///"),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut is_description = false;
    for (number, line) in file.text.lines().enumerate() {
        let (code, note) = line.split_once(comment).unwrap_or((line, ""));
        let quotes = line.matches("\"\"\"").count();
        let code_place = if is_description || quotes > 0 { "docs" } else { place };
        is_description ^= quotes % 2 == 1;
        let mut push = |place, text| {
            found.extend(words(text).into_iter().map(|(_, word)| (place, number + 1, word)));
        };
        // The code of Rust is looked at token by token.
        if place != "rust" {
            push(code_place, code);
        }
        if place == "wit" || place == "rust" {
            push("docs", note);
        }
    }
    found
}

/// Each word with its line; `-` joins the parts of a word of WIT, `_` of other names.
pub fn words(text: &str) -> Vec<(usize, String)> {
    let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == '-';
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(number, line)| {
            let words = line.split(move |one| !is_part(one)).filter(|word| !word.is_empty());
            words.map(move |word| (number + 1, word.trim_matches('-').to_owned()))
        })
        .collect()
}

/// `OpenTicket`, `open_ticket` and `OPEN-TICKET` are all `open`, `ticket`.
pub fn segments(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let characters: Vec<char> = name.chars().collect();
    for (place, one) in characters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| characters[before]);
        let is_next_lower = characters.get(place + 1).is_some_and(|next| next.is_lowercase());
        let starts = one.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || (before.is_uppercase() && is_next_lower)
            });
        if starts || !one.is_alphanumeric() {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut()
            && one.is_alphanumeric()
        {
            last.extend(one.to_lowercase());
        }
    }
    found.retain(|segment| !segment.is_empty());
    found
}

/// Public items with their fields, the variants of public enums, the functions of public traits;
/// and every word of the files that the command line is made of.
pub fn of_rust(file: &Source) -> Vec<Name> {
    let code = &file.code;
    let mut found = Vec::new();
    for place in places(code, "pub") {
        let is_limited = code.get(place + 1).is_some_and(|next| next.is("("));
        let mut next = if is_limited { closing(code, place + 1) + 1 } else { place + 1 };
        let mut keyword = "";
        while let Some(token) = code.get(next).filter(|one| KEYWORDS.contains(&one.text.as_str())) {
            keyword = &token.text;
            next += 1;
        }
        let Some(name) = code.get(next).filter(|name| name.is_word()) else { continue };
        found.push(("rust", name.line, name.text.clone()));
        if keyword == "enum" || keyword == "trait" {
            found.extend(
                members(&code[next..], keyword).map(|name| ("rust", name.line, name.text.clone())),
            );
        }
    }
    if is_command_line(&file.path) {
        let names = code.iter().filter(|token| token.is_word());
        found.extend(names.map(|name| ("cli", name.line, name.text.clone())));
    }
    found
}

const KEYWORDS: [&str; 11] = [
    "async", "const", "enum", "extern", "fn", "mod", "static", "struct", "trait", "type", "unsafe",
];

/// Where commands and options are declared.
fn is_command_line(path: &str) -> bool {
    path.starts_with("core/server/src/cli") || path == "scripts/xtask/src/main.rs"
}

/// The variants of an enum, or the functions of a trait, whose name is the first token.
fn members<'a>(code: &'a [Token], keyword: &str) -> impl Iterator<Item = &'a Token> {
    let open = code.iter().position(|token| token.is("{")).unwrap_or(0);
    let body = inside(code, open);
    let is_trait = keyword == "trait";
    let mut depth = 0_usize;
    (0..body.len()).filter_map(move |place| {
        match body[place].text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before = place.checked_sub(1).map_or("", |before| body[before].text.as_str());
        let starts = if is_trait { before == "fn" } else { ["", ",", "]"].contains(&before) };
        (depth == 0 && starts && body[place].is_word()).then(|| &body[place])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        for (name, expected) in [
            ("userErrors", "user errors"),
            ("HTTPClient", "http client"),
            ("open_ticket", "open ticket"),
            ("OPEN_TICKET", "open ticket"),
            ("open-ticket", "open ticket"),
            ("x2y", "x2y"),
            ("_", ""),
        ] {
            assert_eq!(segments(name).join(" "), expected);
        }
    }
}
