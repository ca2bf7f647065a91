//! Linters and compilers of others read the exported schemas without a finding.

use std::path::{Path, PathBuf};
use switchboard_testkit::programs::node;

fn exported(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../graphql").join(file)
}

fn lint(file: &str) -> String {
    node(&["audit/lint.mjs", exported(file).to_str().expect("a path in UTF-8")])
}

fn compile(file: &str, documents: &str) -> String {
    node(&["audit/relay.mjs", exported(file).to_str().expect("a path in UTF-8"), documents])
}

#[test]
fn linters_find_nothing_in_the_operator_schema() {
    assert!(lint("schema/schema.graphql").starts_with("0 findings"));
}

#[test]
fn linters_find_nothing_in_the_visitor_schema() {
    assert!(lint("visitor/visitor.graphql").starts_with("0 findings"));
}

#[test]
fn relay_compiles_an_operators_pages_feed_and_appended_nodes() {
    let printed = compile("schema/schema.graphql", "relay/operator");
    assert!(printed.contains("12 artifacts, without a finding"), "{printed}");
}

#[test]
fn relay_compiles_a_visitors_chat() {
    let printed = compile("visitor/visitor.graphql", "relay/visitor");
    assert!(printed.contains("4 artifacts, without a finding"), "{printed}");
}
