//! Both databases have the same migrations, each with its way forward.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::Tree;

const SIDES: [(&str, &str); 2] = [
    ("migrations/sqlite/", "migrations/postgres/"),
    ("migrations/postgres/", "migrations/sqlite/"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (here, there) in SIDES {
        let other = names(tree, there);
        for name in names(tree, here).difference(&other) {
            findings.push(Finding {
                path: format!("{here}{name}"),
                line: 1,
                message: format!("has no counterpart {there}{name}"),
            });
        }
    }
    findings
}

fn names<'a>(tree: &'a Tree, side: &str) -> BTreeSet<&'a str> {
    tree.files.iter().filter_map(|file| file.path.strip_prefix(side)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_on_one_side_only_is_found() {
        let both = [("migrations/sqlite/1_a/up.sql", ""), ("migrations/postgres/1_a/up.sql", "")];
        assert_eq!(check(&Tree::planted(&both)), []);
        for lonely in both {
            assert_eq!(check(&Tree::planted(&[lonely])).len(), 1, "{}", lonely.0);
        }
    }
}
