//! `switchboard rules` as a new admin uses it: from a folder to a rule that runs, and what it did.

use serde_json::{Value, json};
use std::{fs, path::Path, time::Duration};
use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
};

const NAMES: &str = "teams = [\"billing\"]\nlabels = [\"refund\"]\n";
const RULE: &str = "// Refunds are urgent.\n// @on message.received\n\
    if message.mentions(list(\"refund-words\")) { chat.set_priority(\"URGENT\"); }\n";
const CASES: &str =
    "case: capitals do not matter\n  10:00  customer: my REFUND\n  expect priority URGENT\n";
/// A pause between two looks.
const PAUSE: Duration = Duration::from_millis(50);
/// Looks until a rule must have been asked.
const LOOKS: usize = 600;

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
    fs::write(path, text).expect("it is written");
}

/// What a command says that does not succeed.
fn refused(start: &Start, arguments: &[&str]) -> String {
    let output = start.command().args(arguments).output().expect("it runs");
    assert!(!output.status.success(), "{arguments:?} succeeds");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// F77b: check, test, push, live, a message, log; and nobody's version is written over.
#[tokio::test(flavor = "multi_thread")]
async fn a_rule_comes_from_a_folder_and_tells_what_it_did() {
    let installation = Installation::new();
    let start = &installation.start;
    let (here, there) = (tempfile::tempdir().expect("one"), tempfile::tempdir().expect("two"));
    write(here.path(), "names.toml", NAMES);
    write(here.path(), "lists/refund-words.txt", "refund*\n");
    write(here.path(), "10-refund.rhai", RULE);
    write(here.path(), "10-refund.test", CASES);
    let (here_path, there_path) =
        (here.path().to_str().expect("UTF-8"), there.path().to_str().expect("UTF-8"));
    assert_eq!(start.run(&["rules", "test", here_path]).trim(), "1 passed, 0 failed");
    let pushed = start.run(&["rules", "push", here_path]);
    assert!(pushed.contains("10-refund: version 1 saved"), "{pushed}");
    assert_eq!(start.run(&["rules", "live", "10-refund"]).trim(), "10-refund runs, version 1.");
    assert!(start.run(&["rules", "push", here_path]).contains("10-refund: unchanged"));

    let server = installation.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let input = json!({ "body": "where is my refund?", "clientMutationId": "1" });
    visitor.change("messageWrite", input, "").await;
    let mut told = json!([]);
    for _ in 0..LOOKS {
        let log: Value =
            serde_json::from_str(&start.run(&["rules", "log", "--json"])).expect("JSON");
        told = log["runs"].clone();
        if told.as_array().is_some_and(|runs| !runs.is_empty()) {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    assert!(server.terminate().success());
    assert_eq!((&told[0]["rule"], &told[0]["outcome"]), (&json!("10-refund"), &json!("FIRED")));
    assert_eq!(told[0]["steps"], json!(["line 3 message.mentions(list(\"refund-words\")): yes"]));

    let pulled = start.run(&["rules", "pull", there_path]);
    assert!(pulled.starts_with("1 rule and 1 list of words"), "{pulled}");
    assert_eq!(fs::read_to_string(there.path().join("10-refund.rhai")).expect("a file"), RULE);
    assert_eq!(fs::read_to_string(there.path().join("10-refund.test")).expect("a file"), CASES);
    let better = RULE.replace("URGENT", "HIGH");
    write(there.path(), "10-refund.rhai", &better);
    write(there.path(), "10-refund.test", &CASES.replace("URGENT", "HIGH"));
    let pushed = start.run(&["rules", "push", there_path, "--live", "--comment", "calmer"]);
    assert!(pushed.contains("version 2 saved") && pushed.contains("10-refund: runs"), "{pushed}");
    write(here.path(), "10-refund.rhai", &RULE.replace("URGENT", "LOW"));
    let said = refused(start, &["rules", "push", here_path]);
    assert!(said.contains("has changed on the server since"), "{said}");
    write(there.path(), "10-refund.rhai", RULE);
    let said = refused(start, &["rules", "pull", there_path]);
    assert!(said.contains("is different here"), "{said}");
    let said = refused(start, &["rules", "live", "11-refund"]);
    assert!(said.contains("switchboard rules list"), "{said}");
    assert_eq!(start.run(&["rules", "off", "10-refund"]).trim(), "10-refund does not run.");
    assert!(start.run(&["rules", "list"]).contains("OFF"));
    start.run(&["rules", "delete", "10-refund"]);
    assert_eq!(start.run(&["rules", "list"]).trim(), "");
}
