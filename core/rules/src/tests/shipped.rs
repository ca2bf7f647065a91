//! The rules that are shipped: right, tested, and the same when they are traced.

use crate::folder::Folder;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/rules")
}

#[test]
fn the_shipped_rules_are_right_and_each_has_three_cases() {
    let folder = Folder::read(&folder()).unwrap();
    let errors: Vec<String> = folder
        .problems
        .iter()
        .filter(|one| !one.problem.is_warning)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(folder.rule_count, 9);
    let tested = folder.test();
    let failures: Vec<String> = tested.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!((tested.passed, tested.untested.len()), (27, 0));
}

#[test]
fn a_failing_case_says_what_the_conditions_came_to() {
    let copy = tempfile::tempdir().unwrap();
    for file in ["names.toml", "10-vip-first.rhai"] {
        std::fs::copy(folder().join(file), copy.path().join(file)).unwrap();
    }
    let case = "case: silver is no gold\n  contact Ana, role merchant, plan silver\n  10:00 customer: hi\n  expect team key-accounts\n";
    std::fs::write(copy.path().join("10-vip-first.test"), case).unwrap();
    let tested = Folder::read(copy.path()).unwrap().test();
    let told: Vec<String> = tested.failures.iter().map(ToString::to_string).collect();
    assert_eq!(
        told.join("\n"),
        "10-vip-first.test:4:1: silver is no gold: expected team key-accounts, got nothing; at chat.opened; \
         line 6 contact.role == \"vip\": no, contact.role was \"merchant\"; \
         line 6 contact.attribute(\"plan\") == \"gold\": no, contact.attribute(\"plan\") was \"silver\"; \
         line 7 vip: no; line 7 chat.priority != \"URGENT\": not looked at"
    );
}

#[test]
fn a_folder_tells_what_is_wrong_in_each_of_its_files() {
    let copy = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(copy.path().join(name), text).unwrap();
    write("names.toml", "temas = []\n");
    write("10-first.rhai", "// First.\n// @on chat.opened\nchat.asign(1);\n");
    write("20-other.test", "case: a\n  expect nothing\n");
    let folder = Folder::read(copy.path()).unwrap();
    let told: Vec<String> = folder.problems.iter().map(ToString::to_string).collect();
    assert!(!folder.is_clean());
    assert!(told[0].starts_with("names.toml:1:1: unknown field `temas`"), "{told:?}");
    assert_eq!(
        told[1],
        "10-first.rhai:3:6: chat has no method \"asign\". Did you mean \"assign\"?"
    );
    assert_eq!(told[2], "20-other.test:1:1: there is no rule 20-other.rhai.");
    assert!(Folder::read(&copy.path().join("nowhere")).is_err());
}
