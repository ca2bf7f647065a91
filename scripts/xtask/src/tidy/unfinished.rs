//! Nothing unfinished is kept: no marks for later, no ignored tests, no debugging left behind.

use super::Finding;
use super::scan::words;
use super::tree::Tree;

/// In the code of any Rust file, tests too.
const CODE_MARKS: [&str; 4] = ["todo!", "unimplemented!", "dbg!", "#[ignore"];

/// A test that is no test of its own: another one starts it as a process, to kill it.
const CHILD: &str = "#[ignore = \"is started by the test that kills it\"]";

/// In any text; split so that this file does not find itself.
const TEXT_MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

const TEXTS: [&str; 11] =
    [".rs", ".ts", ".tsx", ".js", ".mjs", ".py", ".sql", ".toml", ".md", ".wit", ".rhai"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.rust {
        for mark in CODE_MARKS {
            let message = format!("`{mark}` marks something unfinished");
            let text = tree.text(&file.path).unwrap_or_default();
            let places = words(&file.code, mark)
                .filter(|place| !text.get(*place..).is_some_and(|rest| rest.starts_with(CHILD)));
            findings.extend(places.map(|place| file.finding(place, message.clone())));
        }
    }
    for file in tree.files.iter().filter(|file| TEXTS.iter().any(|end| file.path.ends_with(end))) {
        for mark in TEXT_MARKS {
            findings.extend(words(&file.text, mark).map(|place| Finding {
                path: file.path.clone(),
                line: file.text[..place].lines().count().max(1),
                message: format!("`{mark}` marks something unfinished: open an issue instead"),
            }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_code_are_found() {
        for text in ["todo!()", "unimplemented!()", "dbg!(a)", "#[test]\n#[ignore]\nfn a() {}"] {
            assert_eq!(check(&Tree::planted(&[("core/desk/src/a.rs", text)])).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_test_that_another_one_starts_may_be_ignored() {
        let text = format!("#[test]\n{CHILD}\nfn a() {{}}");
        assert_eq!(check(&Tree::planted(&[("core/store/tests/all.rs", &text)])), []);
    }

    #[test]
    fn marks_in_texts_are_found() {
        for mark in TEXT_MARKS {
            let text = format!("-- {mark}: index\n");
            assert_eq!(check(&Tree::planted(&[("migrations/sqlite/a.sql", &text)])).len(), 1);
        }
        assert_eq!(check(&Tree::planted(&[("README.md", "a to-do list, a mastodon")])), []);
    }
}
