//! Nothing unfinished is kept: no marks for later, no ignored tests and none that are never built. `todo!`
//! and its kin are clippy's to refuse.

use toml::Table;

use super::Finding;
use super::source::Source;
use super::tokens::places;
use super::tree::Tree;

/// A test that is no test of its own: another one starts it as a process, to kill it.
const CHILD: &str = "is started by the test that kills it";

/// In any text; split so that this file does not find itself.
const MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

const TEXTS: [&str; 11] =
    [".rs", ".ts", ".tsx", ".js", ".mjs", ".py", ".sql", ".toml", ".md", ".wit", ".rhai"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<_> = tree.rust.iter().flat_map(ignored_tests).collect();
    findings.extend(unbuilt_tests(tree));
    for file in tree.files.iter().filter(|file| TEXTS.iter().any(|end| file.path.ends_with(end))) {
        for (number, line) in file.text.lines().enumerate() {
            let mut words = line.split(|one: char| !one.is_alphanumeric() && one != '_');
            if let Some(mark) = words.find(|word| MARKS.contains(word)) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: number + 1,
                    message: format!("`{mark}` marks something unfinished: open an issue instead"),
                });
            }
        }
    }
    findings
}

/// Unit tests of a library whose harness is off.
fn unbuilt_tests(tree: &Tree) -> Vec<Finding> {
    let sources = |path: &str, text: &str| {
        let folder = path.strip_suffix("Cargo.toml")?;
        let manifest: Table = toml::from_str(text).ok()?;
        let is_off = manifest.get("lib")?.get("test")?.as_bool() == Some(false);
        is_off.then(|| format!("{folder}src/"))
    };
    let off: Vec<String> =
        tree.files.iter().filter_map(|file| sources(&file.path, &file.text)).collect();
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| off.iter().any(|folder| file.is_under(folder))) {
        let message = "is never built: the package's `[lib]` has `test = false`";
        for place in places(&file.whole, "# [ test ]") {
            findings.push(file.finding(file.whole[place].line, message));
        }
    }
    findings
}

fn ignored_tests(file: &Source) -> Vec<Finding> {
    let code = &file.whole;
    let ignored = places(code, "# [ ignore").filter(|place| {
        let reason = code.get(place + 4).map(|reason| reason.text.trim_matches('"'));
        reason != Some(CHILD)
    });
    ignored.map(|place| file.finding(code[place].line, "an ignored test tests nothing")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ignored_test_is_found_unless_another_one_starts_it() {
        let found = |attribute: &str| {
            let text = format!("#[cfg(test)]\nmod tests {{ #[test]\n{attribute}\nfn a() {{}} }}");
            check(&Tree::planted(&[("core/store/tests/all.rs", &text)])).len()
        };
        assert_eq!(found("#[ignore]"), 1);
        assert_eq!(found("#[ignore = \"slow\"]"), 1);
        assert_eq!(found(&format!("#[ignore = \"{CHILD}\"]")), 0);
    }

    #[test]
    fn a_test_that_is_never_built_is_found() {
        let found = |manifest: &str| {
            let text = "#[cfg(test)]\nmod tests { #[test]\nfn a() {} }";
            let files = [("core/a/Cargo.toml", manifest), ("core/a/src/b.rs", text)];
            check(&Tree::planted(&files)).len()
        };
        assert_eq!(found("[lib]\ntest = false\n"), 1);
        assert_eq!(found("[lib]\n[[bin]]\nname = \"a\"\ntest = false\n"), 0);
    }

    #[test]
    fn marks_in_texts_are_found() {
        for mark in MARKS {
            let text = format!("-- {mark}: index\n");
            assert_eq!(check(&Tree::planted(&[("migrations/sqlite/a.sql", &text)])).len(), 1);
        }
        assert_eq!(check(&Tree::planted(&[("README.md", "a to-do list, a mastodon")])), []);
    }
}
