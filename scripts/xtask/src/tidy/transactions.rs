//! No network, plugin or script call inside a transaction.

use super::Finding;
use super::calls::writes;
use super::tokens::contains;
use super::tree::Tree;

/// What waits for something outside the database.
const WAITS: [&str; 9] = [
    ". await",
    "block_on",
    "thread :: sleep",
    "reqwest",
    "TcpStream",
    ". connector",
    ". object_store",
    ". fetch (",
    "Command :: new",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| file.is_product()) {
        for write in writes(&file.code) {
            if let Some(wait) = WAITS.iter().find(|wait| contains(write.arguments, wait)) {
                let message = format!("`{wait}` inside a transaction: do it before or after");
                findings.push(file.finding(write.line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_that_waits_is_found() {
        let found = |text: &str| check(&Tree::planted(&[("core/desk/src/a.rs", text)])).len();
        assert_eq!(found("store.write(|t| { let a = call().await; insert(t, a) }).await"), 1);
        assert_eq!(found("store.write(move |t| runtime.block_on(send(t))).await"), 1);
        assert_eq!(found("self.store.write(|t| insert(t, self.connector.name()))"), 1);
        assert_eq!(found("let a = call().await; store.write(|t| insert(t, a)).await"), 0);
    }
}
