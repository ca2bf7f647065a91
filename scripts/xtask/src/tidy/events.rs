//! No row changes without an event in the same transaction: rows are changed by the desk and by
//! what runs unasked, and a command that writes also appends to the log.

use super::Finding;
use super::exceptions::Exceptions;
use super::rust_file::RustFile;
use super::scan::{store_writes, words};
use super::tree::Tree;

/// The rooms that may change rows.
const WRITERS: [&str; 3] = ["core/store/", "core/desk/", "core/flow/"];
const COMMANDS: &str = "core/desk/src/";

/// Commands that change only what nobody follows, such as a session's last use.
const SILENT: &str = "scripts/xtask/lists/silent_commands.txt";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let silent = Exceptions::read(tree, SILENT);
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| !file.is_outside_the_product()) {
        findings.extend(strange_writes(file));
        if is_mute(file) && !silent.contains(&file.path) {
            let place = store_writes(&file.production).first().map_or(0, |write| write.place);
            let message = "changes rows and appends no event to the log";
            findings.push(file.finding(place, message));
        }
    }
    findings.extend(
        silent.stale(|path| tree.rust.iter().any(|file| file.path == path && is_mute(file))),
    );
    findings
}

fn is_mute(file: &RustFile) -> bool {
    file.is_under(COMMANDS)
        && !store_writes(&file.production).is_empty()
        && !appends(&file.production)
}

/// Calls `log::append` or a helper of the same name; a list's own `append` is another one.
fn appends(code: &str) -> bool {
    words(code, "append(").any(|place| !code[..place].ends_with('.'))
}

fn strange_writes(file: &RustFile) -> Vec<Finding> {
    let uses_store = words(&file.production, "switchboard_store").next().is_some();
    if WRITERS.iter().any(|room| file.is_under(room)) || !uses_store {
        return Vec::new();
    }
    let message = "rows are changed in desk and flow only: call a command";
    let writes = store_writes(&file.production).into_iter().map(|write| write.place);
    let transactions = words(&file.production, "switchboard_store::Transaction");
    writes.chain(transactions).map(|place| file.finding(place, message)).collect()
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
        let speaking = format!("{MUTE}; log::append(transaction, event)");
        assert_eq!(found(&speaking), 0);
        let by_helper = format!("{MUTE}; append(transaction, kind)");
        assert_eq!(found(&by_helper), 0);
        let other = format!("{MUTE}; list.append(&mut more)");
        assert_eq!(found(&other), 1);
        let pretending = format!("{MUTE}; // log::append(transaction, event)");
        assert_eq!(found(&pretending), 1);
    }

    #[test]
    fn rows_changed_by_a_strange_room_are_found() {
        let text = "use switchboard_store::chat;\nfn f() { self.store.write(|t| chat::close(t)); }";
        let found = |path: &str| check(&Tree::planted(&[(path, text)])).len();
        assert_eq!(found("core/search/src/index.rs"), 1);
        assert_eq!(found("core/server/src/boot.rs"), 1);
        assert_eq!(found("core/flow/src/inbox.rs"), 0);
        assert_eq!(found("tests/src/flows.rs"), 0);
    }

    #[test]
    fn a_listed_command_may_be_silent_while_it_is() {
        let list = (SILENT, "core/desk/src/session.rs\n");
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/session.rs", MUTE)])), []);
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/session.rs", "")])).len(), 1);
    }
}
