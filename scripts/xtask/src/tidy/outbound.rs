//! What leaves this server is built in one place, from a message, and so is what a customer's transcript says:
//! a note can never leave.

use std::collections::BTreeSet;

use super::Finding;
use super::calls::written_out;
use super::tree::Tree;

/// Crates that handle the model's type; the plugin host has the contract's type of the same name.
const HOMES: [&str; 2] = ["core/", "graphql/"];

/// What a customer's transcript is made of.
const TRANSCRIPT: &str = "core/desk/src/transcript/said.rs";

/// A note by any of its names.
const NOTES: [&str; 4] = ["Note", "note", "Notes", "notes"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let files = tree.rust.iter().filter(|file| HOMES.iter().any(|home| file.is_under(home)));
    let built: Vec<_> = files
        .flat_map(|file| {
            written_out(&file.code, "Outbound").into_iter().map(move |line| (file, line))
        })
        .collect();
    let files: BTreeSet<&str> = built.iter().map(|(file, _)| file.path.as_str()).collect();
    let mut findings = Vec::new();
    for (file, line) in built {
        if files.len() > 1 {
            let others: Vec<_> = files.iter().copied().filter(|path| *path != file.path).collect();
            let message =
                format!("Outbound is built in one file only, also found in {}", others.join(", "));
            findings.push(file.finding(line, message));
        }
        let message = "the file that builds Outbound must know no note";
        findings.extend(NOTES.iter().flat_map(|word| file.findings(word, message)));
    }
    for file in tree.rust.iter().filter(|file| file.path == TRANSCRIPT) {
        let message = "what a customer's transcript is made of must know no note";
        findings.extend(NOTES.iter().flat_map(|word| file.findings(word, message)));
    }
    findings
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
    fn a_note_in_what_a_customer_gets_printed_is_found() {
        let text = "fn page(related: &mut Related) { related.notes(ids) }";
        assert_eq!(check(&Tree::planted(&[(TRANSCRIPT, text)])).len(), 1);
    }

    #[test]
    fn declarations_build_nothing() {
        let text =
            "pub struct Outbound { a: u8 }\nimpl Outbound { fn b(&self) -> Outbound { c() } }";
        assert_eq!(check(&Tree::planted(&[("core/model/src/a.rs", text)])), []);
    }
}
