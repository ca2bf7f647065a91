//! Only a few files of the store know that there are two databases.

use super::Finding;
use super::tree::Tree;

/// What betrays a case for one database: the variants of the connection and its two kinds.
const MARKS: [&str; 6] = [
    "DatabaseConnection :: Sqlite",
    "DatabaseConnection :: Postgres",
    "SqliteConnection",
    "PgConnection",
    "Backend :: Sqlite",
    "Backend :: Postgres",
];

const STORE: &str = "core/store/src/";

/// Files of the store, and folders of parts of them, that may tell the databases apart: what the
/// tables ask of a database, and how one connects, begins, commits, is woken and copied. No table is here.
const MAY_KNOW: [&str; 9] = [
    "dialect",
    "connection",
    "transaction",
    "migration",
    "group",
    "commit_outcome",
    "epoch",
    "bell",
    "backup",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| file.is_product()) {
        let name = file.path.strip_prefix(STORE).unwrap_or_default();
        if MAY_KNOW.iter().any(|part| {
            let rest = name.strip_prefix(part);
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        }) {
            continue;
        }
        for mark in MARKS {
            let message = format!("`{mark}` tells the databases apart: that belongs in dialect.rs");
            findings.extend(file.findings(mark, &message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_on_the_backend_outside_its_files_is_found() {
        let text = "match connection { DatabaseConnection::Sqlite(_) => 1, _ => 2 }";
        let found = |path: &str| check(&Tree::planted(&[(path, text)])).len();
        assert_eq!(found("core/store/src/chat.rs"), 1);
        assert_eq!(found("core/flow/src/dialect.rs"), 1);
        assert_eq!(found("core/store/src/dialect.rs"), 0);
        assert_eq!(found("core/store/src/dialect/claim.rs"), 0);
        assert_eq!(found("tests/src/store.rs"), 0);
    }
}
