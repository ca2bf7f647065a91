//! The checked-in list of what callers may ask after all, each with its reason.

use std::{collections::BTreeSet, path::Path};

/// The list.
pub struct Uncovered(BTreeSet<String>);

impl Uncovered {
    /// As it is checked in: lines of `schema caller operation field: reason`.
    pub fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("permissions_uncovered.txt");
        let text = std::fs::read_to_string(path).expect("the list of what is uncovered");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| {
            let (entry, reason) =
                line.split_once(": ").unwrap_or_else(|| panic!("{line:?} has no reason"));
            assert!(!reason.trim().is_empty(), "{line:?} has no reason");
            entry.to_owned()
        };
        Self(lines.map(entry).collect())
    }

    /// What is open is what the list says of this schema: no more, and no less.
    pub fn is_exactly(&self, part: &str, open: &BTreeSet<String>) {
        let listed: BTreeSet<String> =
            self.0.iter().filter(|entry| entry.starts_with(&format!("{part} "))).cloned().collect();
        let new: Vec<_> = open.difference(&listed).collect();
        assert!(new.is_empty(), "answered to those who may not ask: {new:#?}");
        let gone: Vec<_> = listed.difference(open).collect();
        assert!(gone.is_empty(), "closed by now: take these lines out of the list: {gone:#?}");
    }
}
