//! The README of the shipped rules: its folder is made as it says, and every output is what is printed.

use crate::folder::Folder;
use std::path::Path;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/rules/README.md");

/// The blocks of a kind, in order.
fn blocks<'a>(readme: &'a str, kind: &str) -> Vec<&'a str> {
    let parts = readme.split("```").skip(1).step_by(2);
    parts.filter_map(|block| block.strip_prefix(kind)?.strip_prefix('\n')).collect()
}

fn printed(folder: &Path, command: &str) -> String {
    let folder = Folder::read(folder).unwrap();
    let text = match command {
        "check" => folder.to_string(),
        _ => folder.test().to_string(),
    };
    format!("$ switchboard rules {command} my-rules\n{text}\n")
}

#[test]
fn a_new_admin_sees_what_the_readme_shows() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let readme = std::fs::read_to_string(README).unwrap();
    let shown = blocks(&readme, "console");
    let (script, cases) = (blocks(&readme, "rhai")[0], blocks(&readme, "")[0]);
    write("names.toml", blocks(&readme, "toml")[0]);
    write("10-refund.rhai", script);
    assert_eq!(printed(folder.path(), "check"), shown[0]);
    let script = script.replace("priorty", "priority").replace("biling", "billing");
    write("10-refund.rhai", &script);
    write("10-refund.test", cases);
    assert_eq!(printed(folder.path(), "test"), shown[1]);
    let (first, last) = cases.rsplit_once("expect team billing").unwrap();
    write("10-refund.test", &format!("{first}expect nothing{last}"));
    assert_eq!(printed(folder.path(), "test"), shown[2]);
    assert_eq!(shown.len(), 3);
}
