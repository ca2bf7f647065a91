//! No path or host of the machine on which somebody worked stands in the tree.

use super::Finding;
use super::tree::Tree;

/// Split so that this file does not find itself.
const MARKS: [&str; 7] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/main"),
    concat!("/wo", "rk/shared"),
    concat!("/tm", "p/bash"),
    concat!("arti", "factory"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(mark) = MARKS.iter().find(|mark| line.contains(**mark)) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: number + 1,
                    message: format!("`{mark}` names something of one machine"),
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
    fn every_mark_is_found_in_any_file() {
        for mark in MARKS {
            let text = format!("one\nsee {mark}ana/notes\n");
            let found = check(&Tree::planted(&[("README.md", &text)]));
            assert_eq!((found.len(), found[0].line), (1, 2), "{mark}");
        }
        assert_eq!(check(&Tree::planted(&[("README.md", "see /etc/switchboard.toml")])), []);
    }
}
