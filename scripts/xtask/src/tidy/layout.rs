//! The top-level folders are given; a new one is a decision, not an accident.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::Tree;

const FOLDERS: [&str; 10] = [
    ".cargo",
    ".ci",
    ".github",
    "core",
    "examples",
    "graphql",
    "migrations",
    "plugins",
    "scripts",
    "tests",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let found: BTreeSet<&str> =
        tree.files.iter().filter_map(|file| Some(file.path.split_once('/')?.0)).collect();
    let strange = found.into_iter().filter(|folder| !FOLDERS.contains(folder));
    strange
        .map(|folder| Finding {
            path: folder.to_owned(),
            line: 1,
            message: format!("is not one of the top-level folders: {}", FOLDERS.join(" ")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_folder_is_found_once() {
        let tree = Tree::planted(&[
            ("utils/a.rs", ""),
            ("utils/b.rs", ""),
            ("core/a.rs", ""),
            ("x.md", ""),
        ]);
        let found = check(&tree);
        assert_eq!((found.len(), found[0].path.as_str()), (1, "utils"));
    }
}
