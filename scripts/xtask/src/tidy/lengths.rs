//! A file that grows past a few screens holds more than one purpose. What is longer for now stands
//! in a list with its number of lines, and neither may grow.

use super::Finding;
use super::exceptions::Exceptions;
use super::tree::Tree;

const MAX_LINES: usize = 400;
const LIST: &str = "scripts/xtask/lists/long_files.txt";
const SOURCES: [&str; 8] = [".rs", ".ts", ".tsx", ".js", ".mjs", ".py", ".rhai", ".wit"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let list = Exceptions::read(tree, LIST);
    let allowed = |path: &str| {
        let entry = list.entries().find_map(|entry| entry.strip_prefix(path)?.strip_prefix(' '));
        entry.and_then(|lines| lines.parse().ok())
    };
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| is_source(&file.path)) {
        let lines = file.text.lines().count();
        let most = allowed(&file.path).unwrap_or(MAX_LINES).max(MAX_LINES);
        if lines > most {
            findings.push(Finding {
                path: file.path.clone(),
                line: most + 1,
                message: format!("has {lines} lines, {most} are allowed: divide it by purpose"),
            });
        }
    }
    findings.extend(list.stale(|entry| {
        let Some((path, lines)) = entry.rsplit_once(' ') else { return false };
        let text = tree.text(path).unwrap_or_default();
        text.lines().count() > MAX_LINES && lines.parse() == Ok(text.lines().count())
    }));
    findings
}

/// One list of all tables.
const GENERATED: [&str; 1] = ["core/model/src/schema.rs"];

fn is_source(path: &str) -> bool {
    !GENERATED.contains(&path) && SOURCES.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: usize, list: &str) -> usize {
        check(&Tree::planted(&[("core/a.rs", &"//\n".repeat(lines)), (LIST, list)])).len()
    }

    #[test]
    fn a_long_file_is_found_unless_it_is_listed() {
        assert_eq!(found(MAX_LINES, ""), 0);
        assert_eq!(found(MAX_LINES + 1, ""), 1);
        assert_eq!(found(500, "core/a.rs 500"), 0);
    }

    #[test]
    fn a_listed_file_may_only_shrink() {
        assert_eq!(found(501, "core/a.rs 500"), 2);
        assert_eq!(found(450, "core/a.rs 500"), 1);
        assert_eq!(found(MAX_LINES, "core/a.rs 500"), 1);
    }
}
