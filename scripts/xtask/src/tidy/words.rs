//! Names and texts use the glossary's words. What it does not want stands in `lists/words.txt`,
//! with where it is looked for and the word to use instead.

mod names;

use super::Finding;
use super::tree::{File, Tree};
use names::PLACES;

const LIST: &str = "scripts/xtask/lists/words.txt";
/// Name the words themselves.
const EXEMPT: [&str; 3] = [LIST, "scripts/xtask/src/tidy/words.rs", "tests/fixtures/"];

/// A line of the list: a word that is not used, or with `+` a name that is used all the same.
struct Entry<'a> {
    word: &'a str,
    /// What may stand in each part of a name.
    segments: Vec<Vec<&'a str>>,
    /// The places, each perhaps with a folder behind an `@`.
    places: Vec<&'a str>,
    instead: &'a str,
}

struct Words<'a> {
    entries: Vec<Entry<'a>>,
    allowed: Vec<&'a str>,
}

pub fn check(tree: &Tree) -> Vec<Finding> {
    let words = match Words::parse(tree.text(LIST).unwrap_or_default()) {
        Ok(words) => words,
        Err(line) => {
            let message = "is not `word | where | instead`".to_owned();
            return vec![Finding { path: LIST.to_owned(), line, message }];
        }
    };
    let files =
        tree.files.iter().filter(|file| !EXEMPT.iter().any(|one| file.path.starts_with(one)));
    let mut findings: Vec<_> = files.flat_map(|file| words.in_file(file)).collect();
    for source in tree.rust.iter().filter(|file| !EXEMPT.contains(&file.path.as_str())) {
        for (place, line, name) in names::of_rust(source) {
            findings.extend(words.in_name(place, &source.path, line, &name));
        }
    }
    findings
}

impl<'a> Words<'a> {
    /// Or the number of the line that is no entry.
    fn parse(text: &'a str) -> Result<Self, usize> {
        let mut words = Self { entries: Vec::new(), allowed: Vec::new() };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(names) = line.strip_prefix('+') {
                words.allowed.extend(names.split_whitespace());
                continue;
            }
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [word, places, instead] = parts.as_slice() else { return Err(number + 1) };
            let places: Vec<&str> = places.split_whitespace().collect();
            if !places.iter().all(|place| PLACES.contains(&split(place).0)) {
                return Err(number + 1);
            }
            let segments = word.split_whitespace().map(|part| part.split('/').collect()).collect();
            words.entries.push(Entry { word, segments, places, instead });
        }
        Ok(words)
    }

    fn in_file(&self, file: &File) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, line, name) in names::of_text(file) {
            findings.extend(self.in_name(place, &file.path, line, &name));
        }
        if names::is_text(&file.path) {
            let words = names::words(&file.text);
            findings.extend(self.in_prose(&file.path, &words));
            let path = names::words(&file.path);
            findings.extend(self.in_prose(&file.path, &path));
        }
        findings
    }

    fn in_name(&self, place: &str, path: &str, line: usize, name: &str) -> Option<Finding> {
        if self.allowed.contains(&name) {
            return None;
        }
        let segments = names::segments(name);
        let entry = self.entries.iter().find(|entry| {
            entry.is_looked_for(place, path)
                && match entry.word.strip_prefix('=') {
                    Some(whole) => whole == name,
                    None => segments.windows(entry.segments.len()).any(|part| entry.is_in(part)),
                }
        })?;
        Some(entry.finding(path, line, name))
    }

    /// Looks for words that follow each other, whatever stands between them.
    fn in_prose(&self, path: &str, words: &[(usize, String)]) -> Vec<Finding> {
        let mut segments = Vec::new();
        for (line, word) in words.iter().filter(|(_, word)| !self.allowed.contains(&word.as_str()))
        {
            segments.extend(names::segments(word).into_iter().map(|segment| (*line, segment)));
        }
        let mut findings = Vec::new();
        for entry in self.entries.iter().filter(|one| one.is_looked_for("prose", path)) {
            for part in segments.windows(entry.segments.len()) {
                if entry.is_in(&part.iter().map(|(_, word)| word.clone()).collect::<Vec<_>>()) {
                    findings.push(entry.finding(path, part[0].0, entry.word));
                }
            }
        }
        findings
    }
}

impl Entry<'_> {
    fn is_looked_for(&self, place: &str, path: &str) -> bool {
        self.places.iter().any(|text| {
            let (wanted, folder) = split(text);
            wanted == place && path.starts_with(folder)
        })
    }

    /// Whether these are the entry's words, the last of them perhaps in the plural.
    fn is_in(&self, part: &[String]) -> bool {
        let last = self.segments.len() - 1;
        part.iter().zip(&self.segments).enumerate().all(|(place, (one, wanted))| {
            wanted.contains(&one.as_str())
                || (place == last && one.strip_suffix('s').is_some_and(|one| wanted.contains(&one)))
        })
    }

    fn finding(&self, path: &str, line: usize, name: &str) -> Finding {
        let word = self.word.trim_start_matches('=');
        let message = format!("`{name}`: the word here is not `{word}` but {}", self.instead);
        Finding { path: path.to_owned(), line, message }
    }
}

/// A place and the folder that is meant.
fn split(place: &str) -> (&str, &str) {
    place.split_once('@').unwrap_or((place, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "# why\nhouse | sql graphql wit rust cli docs prose | this server\n\
        ticket | sql graphql wit rust cli docs | chat\n=Done | rust | Committed\n\
        raw request | sql rust | InboundRequest\nbegin | rust@core/desk/src/out | start_attempt\n\
        come by | prose | found\n+ ticketing houseNumber\n";

    fn found(path: &str, text: &str) -> Vec<String> {
        let tree = Tree::planted(&[(LIST, WORDS), (path, text)]);
        check(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn names_of_every_surface_are_found() {
        for (path, text) in [
            ("migrations/sqlite/0001/up.sql", "CREATE TABLE tickets (id BIGINT);"),
            ("migrations/sqlite/0001/up.sql", "ALTER TABLE a ADD raw_request_id BIGINT; -- ticket"),
            ("graphql/schema/schema.graphql", "type Query {\n\tticketClose(id: ID!): Chat\n}"),
            ("graphql/schema/schema.graphql", "enum A {\n\tOPEN_TICKET\n}"),
            ("graphql/schema/schema.graphql", "\"\"\"\nCloses a ticket.\n\"\"\"\nscalar A"),
            ("plugins/wit/v1/a.wit", "record open-ticket { id: u64 }"),
            ("plugins/wit/v1/a.wit", "/// The ticket.\nrecord a { id: u64 }"),
            ("core/model/src/a.rs", "pub struct TicketId(u64);"),
            ("core/model/src/a.rs", "pub enum A { OpenTicket }"),
            ("core/model/src/a.rs", "pub struct A { pub ticket_id: u64 }"),
            ("core/model/src/a.rs", "impl A { pub fn ticket(&self) {} }"),
            ("core/model/src/a.rs", "pub trait A { fn ticket(&self); }"),
            ("core/model/src/a.rs", "pub(crate) const TICKET_COUNT: u8 = 1;"),
            ("core/model/src/a.rs", "pub mod ticket {}"),
            ("core/model/src/a.rs", "pub struct Done;"),
            ("core/desk/src/outbound.rs", "pub fn begin() {}"),
            ("core/server/src/cli.rs", "#[derive(Subcommand)]\nenum A { Ticket }"),
            ("core/server/src/cli.rs", "#[derive(clap::Args)]\nstruct A { ticket: u8 }"),
            ("core/server/src/cli.rs", "#[derive(Args)]\nstruct A {\n/// A ticket\nb: u8 }"),
        ] {
            assert_eq!(found(path, text).len(), 1, "{path}: {text}: {:?}", found(path, text));
        }
    }

    #[test]
    fn words_of_texts_are_found_across_lines_and_in_any_form() {
        for text in ["a house\n", "two Houses", "TestHouse", "my_house", "it is come\n// by"] {
            assert_eq!(found("README.md", text).len(), 1, "{text}");
            let comment = format!("// {text}\nfn a() {{}}");
            assert_eq!(found("core/desk/src/a.rs", &comment).len(), 1, "{comment}");
        }
        assert_eq!(found("core/server/src/house.rs", "").len(), 1);
    }

    #[test]
    fn other_words_and_allowed_names_are_fine() {
        for (path, text) in [
            ("core/model/src/a.rs", "fn ticket(); struct Ticket; pub fn done() {}"),
            ("core/model/src/a.rs", "pub fn begin() {}\npub mod ticketing {}"),
            ("graphql/schema/schema.graphql", "type A {\n\thouseNumber: Int\n}"),
            ("README.md", "a greenhouse, a warehouse; come and stand by"),
            ("tests/fixtures/a.md", "a house"),
        ] {
            let text = text.replace("fn ticket();", "fn ticket() {}");
            assert_eq!(found(path, &text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_line_that_is_no_entry_is_found() {
        for line in ["house", "house | nowhere | server"] {
            assert_eq!(check(&Tree::planted(&[(LIST, line)])).len(), 1, "{line}");
        }
    }
}
