//! The first line of every source says what the file is for.

use super::Finding;
use super::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.files.iter().filter(|file| file.path.ends_with(".rs"));
    let mute = sources.filter(|file| {
        let first = file.text.lines().next().unwrap_or_default();
        let words = first.strip_prefix("//! ").map(str::split_whitespace);
        words.is_none_or(|words| words.count() < FEWEST_WORDS)
    });
    mute.map(|file| Finding {
        path: file.path.clone(),
        line: 1,
        message: "the first line must say what the file is for, as `//! …`".to_owned(),
    })
    .collect()
}

/// Fewer words say no more than the file's name.
const FEWEST_WORDS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_does_not_say_what_it_is_for_is_found() {
        let found = |text: &str| check(&Tree::planted(&[("core/desk/src/a.rs", text)])).len();
        assert_eq!(found("//! Closes a chat for good.\nfn a() {}"), 0);
        for text in ["fn a() {}", "//! Close.", "// Closes a chat for good.", ""] {
            assert_eq!(found(text), 1, "{text}");
        }
    }
}
