//! Errors are returned: no `unwrap` or `expect` outside tests, and no `unsafe` but the one place
//! that loads precompiled guests from our own cache.

use super::Finding;
use super::rust_file::is_test_path;
use super::scan::words;
use super::tree::Tree;

const PANICS: [&str; 4] = [".unwrap()", ".expect(", "panic!(", "unwrap_unchecked"];

/// Under this folder one file may use `unsafe`, for this call.
const UNSAFE_HOME: &str = "plugins/host/src/";
const UNSAFE_CALL: &str = "Component::deserialize";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| !is_test_path(&file.path)) {
        for mark in PANICS {
            let message = format!("`{mark}` outside tests: return an error");
            let places = words(&file.production, mark);
            findings.extend(places.map(|place| file.finding(place, message.clone())));
        }
    }
    findings
}

pub fn check_unsafe(tree: &Tree) -> Vec<Finding> {
    let mut allowed = None;
    let mut findings = Vec::new();
    for file in &tree.rust {
        for place in words(&file.code, "unsafe") {
            let statement = &file.code[place..];
            let statement = &statement[..statement.find(['}', ';']).unwrap_or(statement.len())];
            let is_loading = file.is_under(UNSAFE_HOME) && statement.contains(UNSAFE_CALL);
            if !is_loading || allowed.is_some() {
                findings.push(file.finding(place, "`unsafe` is for loading cached guests only"));
            } else {
                allowed = Some(place);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_in_production_code_are_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        for text in ["let a = b.unwrap();", "b.expect(\"c\")", "panic!(\"no\")"] {
            assert_eq!(found("core/desk/src/a.rs", text), 1, "{text}");
            assert_eq!(found("tests/src/a.rs", text), 0, "{text}");
            let test = format!("#[test]\nfn a() {{ {text} }}");
            assert_eq!(found("core/desk/src/a.rs", &test), 0, "{test}");
        }
        assert_eq!(found("core/desk/src/a.rs", "b.unwrap_or_default(); c.expect_err(d)"), 0);
    }

    #[test]
    fn unsafe_is_found_everywhere_but_at_its_one_place() {
        let loading = "let a = unsafe { Component::deserialize_file(engine, path) };";
        let found = |files: &[(&str, &str)]| check_unsafe(&Tree::planted(files)).len();
        assert_eq!(found(&[("plugins/host/src/cache.rs", loading)]), 0);
        assert_eq!(found(&[("core/desk/src/cache.rs", loading)]), 1);
        assert_eq!(found(&[("plugins/host/src/a.rs", "unsafe { libc::kill(1, 9) }")]), 1);
        let second = ("plugins/host/src/other.rs", loading);
        assert_eq!(found(&[("plugins/host/src/cache.rs", loading), second]), 1);
    }
}
