//! Checked-in lists of what breaks a rule for now. They may only shrink: an entry that is no longer
//! needed is itself a finding.

use super::Finding;
use super::tree::Tree;

/// The entries of one list; blank lines and lines that begin with `#` say nothing.
pub struct Exceptions<'a> {
    path: &'static str,
    entries: Vec<(usize, &'a str)>,
}

impl<'a> Exceptions<'a> {
    /// An absent file is an empty list.
    pub fn read(tree: &'a Tree, path: &'static str) -> Self {
        let text = tree.text(path).unwrap_or_default();
        let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        let entries =
            lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).collect();
        Self { path, entries }
    }

    pub fn contains(&self, entry: &str) -> bool {
        self.entries.iter().any(|(_, listed)| *listed == entry)
    }

    pub fn entries(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|(_, entry)| *entry)
    }

    /// A finding for each entry that `is_needed` denies.
    pub fn stale(&self, is_needed: impl Fn(&str) -> bool) -> Vec<Finding> {
        let stale = self.entries.iter().filter(|(_, entry)| !is_needed(entry));
        stale
            .map(|(line, entry)| Finding {
                path: self.path.to_owned(),
                line: *line,
                message: format!("`{entry}` is no longer needed here: remove the line"),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_are_not_needed_are_found() {
        let tree = Tree::planted(&[("lists/a.txt", "# why\nkept\n\nold\n")]);
        let list = Exceptions::read(&tree, "lists/a.txt");
        assert!(list.contains("kept") && !list.contains("# why"));
        let stale = list.stale(|entry| entry == "kept");
        assert_eq!((stale.len(), stale[0].line), (1, 4));
    }
}
