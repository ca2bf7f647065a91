//! What leaves the house is built in one place, from a message: so a note can never leave.

use std::collections::BTreeSet;

use super::Finding;
use super::rust_file::RustFile;
use super::scan::words;
use super::tree::Tree;

/// Rooms that handle the model's type; the plugin host has the contract's type of the same name.
const ROOMS: [&str; 2] = ["core/", "graphql/"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let rooms = tree.rust.iter().filter(|file| ROOMS.iter().any(|room| file.is_under(room)));
    let built: Vec<_> = rooms
        .flat_map(|file| constructions(file).into_iter().map(move |place| (file, place)))
        .collect();
    let files: BTreeSet<&str> = built.iter().map(|(file, _)| file.path.as_str()).collect();
    let mut findings = Vec::new();
    for (file, place) in built {
        if files.len() > 1 {
            let others: Vec<_> = files.iter().copied().filter(|path| *path != file.path).collect();
            let message =
                format!("Outbound is built in one file only, also found in {}", others.join(", "));
            findings.push(file.finding(place, message));
        }
        let note = words(&file.production, "Note").chain(words(&file.production, "note"));
        findings.extend(
            note.map(|place| {
                file.finding(place, "the file that builds Outbound must know no note")
            }),
        );
    }
    findings
}

fn constructions(file: &RustFile) -> Vec<usize> {
    let code = &file.production;
    words(code, "Outbound")
        .filter(|&place| {
            let before = code[..place].trim_end();
            let path = before.trim_end_matches(|character: char| {
                character == ':' || character == '_' || character.is_ascii_alphanumeric()
            });
            let is_declared = ["struct", "impl", "for", "enum", "trait", "mod"]
                .iter()
                .any(|keyword| before.ends_with(keyword));
            let is_returned = path.trim_end().ends_with("->") || before.ends_with("->");
            let is_built = code[place + "Outbound".len()..].trim_start().starts_with('{');
            is_built && !is_declared && !is_returned
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "fn from(message: &Message) -> Outbound { Outbound { body } }";

    #[test]
    fn a_second_place_that_builds_is_found() {
        let one = ("core/flow/src/outbound.rs", BUILT);
        assert_eq!(check(&Tree::planted(&[one])), []);
        let two = ("core/desk/src/note.rs", "send(model::Outbound { body: text });");
        assert_eq!(check(&Tree::planted(&[one, two])).len(), 2);
    }

    #[test]
    fn a_note_where_messages_leave_is_found() {
        let text = format!("use model::Note;\n{BUILT}");
        assert_eq!(check(&Tree::planted(&[("core/flow/src/outbound.rs", &text)])).len(), 1);
    }

    #[test]
    fn declarations_build_nothing() {
        let text =
            "pub struct Outbound { a: u8 }\nimpl Outbound { fn b(&self) -> Outbound { c() } }";
        assert_eq!(check(&Tree::planted(&[("core/model/src/a.rs", text)])), []);
    }
}
