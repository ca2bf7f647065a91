//! No row changes without an event in the same transaction: rows are changed by the desk and by
//! what runs unasked, and each write of the desk comes to append to the log.

use super::Finding;
use super::calls::{Callers, declared, functions, writes};
use super::exceptions::Exceptions;
use super::source::Source;
use super::tokens::{Token, contains};
use super::tree::Tree;

/// The crates that may change rows.
const WRITERS: [&str; 3] = ["core/store/", "core/desk/", "core/flow/"];
const COMMANDS: &str = "core/desk/src/";
/// What adds an event to the log: the store's function, and the methods of a command.
const APPEND: [&str; 4] = ["append", "event", "event_by", "record"];

/// Writes of what nobody follows, such as a session's last use: file and function.
const SILENT: &str = "scripts/xtask/lists/silent_writes.txt";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let silent = Exceptions::read(tree, SILENT);
    let product = tree.rust.iter().filter(|file| file.is_product());
    let desk: Vec<_> = product.clone().filter(|file| file.is_under(COMMANDS)).collect();
    let appending = Callers::of(&APPEND, &desk);
    let mute: Vec<_> = desk.iter().flat_map(|file| mute_writes(file, &appending)).collect();
    let mut findings: Vec<_> = product.flat_map(strange_writes).collect();
    for (entry, finding) in &mute {
        if !silent.contains(entry) {
            findings.push(finding.clone());
        }
    }
    findings.extend(silent.stale(|listed| mute.iter().any(|(entry, _)| entry == listed)));
    findings
}

/// Each write that appends no event, with the line of the list that would allow it.
fn mute_writes(file: &Source, appending: &Callers<'_>) -> Vec<(String, Finding)> {
    let mut found = Vec::new();
    let mut look = |name: &str, line: usize, work: &[Token]| {
        if !appending.reach(file, work) {
            let message = format!("`{name}` changes rows and appends no event to the log");
            found.push((format!("{} {name}", file.path), file.finding(line, message)));
        }
    };
    for command in declared(&file.code) {
        look(&command.arguments[0].text, command.line, command.arguments);
    }
    for function in functions(file) {
        for write in writes(function.body) {
            // Without a closure the work was bound to a name before.
            let has_work = contains(write.arguments, "|");
            let work = if has_work { write.arguments } else { function.body };
            look(function.name, write.line, work);
        }
    }
    found
}

fn strange_writes(file: &Source) -> Vec<Finding> {
    let uses_store = contains(&file.code, "switchboard_store");
    if WRITERS.iter().any(|home| file.is_under(home)) || !uses_store {
        return Vec::new();
    }
    let message = "rows are changed in desk and flow only: call a command";
    let writes = writes(&file.code).into_iter().map(|write| file.finding(write.line, message));
    writes.chain(file.findings("switchboard_store :: Transaction", message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MUTE: &str = "store.write(move |transaction| chat::insert(transaction, row))";

    #[test]
    fn a_command_without_an_event_is_found() {
        let found =
            |text: &str| check(&Tree::planted(&[("core/desk/src/chat/open.rs", text)])).len();
        assert_eq!(found(MUTE), 1);
        let command = MUTE.replace("store.write(", "desk.command(context, lane, ");
        assert_eq!(found(&command), 1);
        for (work, expected) in [
            ("log::append(transaction, event)", 0),
            ("append(transaction, kind)", 0),
            ("tell(transaction)", 0),
            ("list.append(&mut more)", 1),
            ("// log::append(transaction, event)\n", 1),
        ] {
            let text = format!(
                "fn open() {{ store.write(|transaction| {{ {work} }}) }}\n\
                 fn tell(transaction: &mut Transaction) {{ log::append(transaction, event) }}"
            );
            assert_eq!(found(&text), expected, "{work}");
        }
        for (work, expected) in [("command.event(kind, chat, detail)", 0), ("log(command)", 1)] {
            let text = format!(
                "command!(open: open_in(&OpenInput) -> Chat, in |input| Lane::Key(input.id()));\n\
                 fn open_in(command: &mut Command) {{ {work} }}"
            );
            assert_eq!(found(&text), expected, "{work}");
        }
        let beside = format!("fn open() {{ {MUTE}; log::append(transaction, event) }}");
        assert_eq!(found(&beside), 1);
    }

    #[test]
    fn rows_changed_by_a_strange_crate_are_found() {
        let text = "use switchboard_store::chat;\nfn f() { self.store.write(|t| chat::close(t)); }";
        let found = |path: &str| check(&Tree::planted(&[(path, text)])).len();
        assert_eq!(found("core/search/src/index.rs"), 1);
        assert_eq!(found("core/server/src/boot.rs"), 1);
        assert_eq!(found("core/flow/src/parser.rs"), 0);
        assert_eq!(found("tests/src/flows.rs"), 0);
    }

    #[test]
    fn a_listed_command_may_be_silent_while_it_is() {
        let list = (SILENT, "core/desk/src/session.rs touch\n");
        let mute = format!("async fn touch() {{ {MUTE} }}");
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/session.rs", &mute)])), []);
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/session.rs", "")])).len(), 1);
    }
}
