//! What SECURITY.md promises is held by the tests that it names: they are there.

use super::Finding;
use super::tokens::contains;
use super::tree::Tree;

const PROMISES: &str = "SECURITY.md";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let text = tree.text(PROMISES).unwrap_or_default();
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        // What stands between backticks is every second piece.
        for named in line.split('`').skip(1).step_by(2) {
            let Some((path, test)) = named.split_once("::") else { continue };
            let file = tree.rust.iter().find(|file| file.path == path);
            if !file.is_some_and(|file| contains(&file.whole, &format!("fn {test} ("))) {
                findings.push(Finding {
                    path: PROMISES.to_owned(),
                    line: number + 1,
                    message: format!("there is no test {test} in {path}"),
                });
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_without_its_test_is_found() {
        let promise = "| `a.key` is sealed | `core/a.rs::it_is`, `core/b.rs::it_is` |";
        let tree = Tree::planted(&[
            ("SECURITY.md", promise),
            ("core/a.rs", "async fn it_is(app: TestApp) {}"),
            ("core/b.rs", "fn it_is_not() {}"),
        ]);
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "there is no test it_is in core/b.rs");
    }
}
