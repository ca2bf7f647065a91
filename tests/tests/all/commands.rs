//! The command line on an installation: what looks after one makes none, a restored one waits to be set
//! to work, a forgotten password is no end.

use serde_json::{Value, json};
use std::{io::Write, path::Path, process::Stdio};
use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
};

fn read(printed: &str) -> Value {
    serde_json::from_str(printed).expect("JSON")
}

/// Runs a command that must fail, and gives all that it said.
fn refused(start: &Start, command: &[&str]) -> String {
    let output = start.command().args(command).output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(!output.status.success(), "{command:?}: {said}");
    said
}

#[test]
fn a_command_that_looks_after_an_installation_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(&folder.path().join("elsewhere"));
    let archive = folder.path().join("copy.tar");
    let archive = archive.to_str().expect("UTF-8");
    for command in [
        &["doctor"][..],
        &["search", "rebuild"],
        &["backup", archive],
        &["resume"],
        &["token", "create", "--email", "ada@example.org", "--name", "x"],
        &["operator", "password", "--email", "ada@example.org", "--password-stdin"],
        &["team", "list"],
        &["invitation", "create", "--email", "ada@example.org"],
        &["why-not", "--email", "ada@example.org", "--chat", "1"],
        &["channel", "list"],
        &["contact", "export", "--contact", "1", "--to", archive],
        &["contact", "erase", "--contact", "1", "--confirm", "Ana"],
        &["retention", "preview"],
        &["broadcast", "list"],
        &["transcript", "--chat", "1"],
        &["template", "list"],
        &["label", "list"],
        &["schedule", "list"],
        &["view", "list"],
        &["chat", "export", "--email", "ada@example.org"],
        &["audit"],
        &["plugin", "list"],
    ] {
        let said = refused(&start, command);
        assert!(said.contains("no installation here"), "{command:?}: {said}");
    }
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 0, "something was made");
}

/// A command fails in many ways on a full disk (B9), for which stands what is no disk at all.
#[test]
fn a_command_that_fails_on_a_full_disk_says_so() {
    let start = Start::in_folder(Path::new("/proc"));
    let said = refused(&start, &["doctor"]);
    assert!(said.contains("PROBLEM  disk: 0 MiB are free"), "{said}");
    let said = refused(&start, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("0 MiB are free on the disk of /proc"), "{said}");
}

/// As after `| head`: the pipe is closed before all is printed.
#[test]
fn whoever_has_seen_enough_ends_no_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(folder.path());
    for command in [
        &["config", "keys"][..],
        &["config", "show"],
        &["--json", "config", "show"],
        &["completions", "bash"],
    ] {
        assert_eq!(start.run_unread(command), "", "{command:?}");
    }
}

#[test]
fn what_a_restore_says_can_be_typed_as_it_stands() {
    let installation = Installation::new();
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("copy.tar");
    let archive = archive.to_str().expect("UTF-8");
    installation.start.run(&["backup", archive]);
    let copy = Start::in_folder(&folder.path().join("my desk"));
    let said = copy.run(&["restore", archive]);
    let data = copy.data.display();
    assert!(said.contains(&format!("--data '{data}' resume --confirm`")), "{said}");
}

#[test]
fn a_restored_installation_is_quiet_until_it_is_resumed() {
    let installation = Installation::new();
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("copy.tar");
    let archive = archive.to_str().expect("UTF-8");
    installation.start.run(&["backup", archive]);
    installation.start.run(&["doctor"]);
    assert_eq!(read(&installation.start.run(&["resume", "--json"]))["isQuiet"], false);

    let copy = Start::in_folder(&folder.path().join("restored"));
    assert_eq!(read(&copy.run(&["restore", archive, "--json"]))["isQuiet"], true);
    let said = refused(&copy, &["doctor"]);
    assert!(said.contains("switchboard resume"), "{said}");
    assert_eq!(read(&copy.run(&["resume", "--json"]))["isQuiet"], true, "a look changes nothing");
    refused(&copy, &["resume", "--send-queued"]);
    assert_eq!(read(&copy.run(&["resume", "--confirm", "--json"]))["isQuiet"], false);
    copy.run(&["doctor"]);
}

#[test]
fn an_archive_is_not_written_into_what_it_saves() {
    let installation = Installation::new();
    let inside = installation.start.data.join("files/x.tar");
    let said = refused(&installation.start, &["backup", inside.to_str().expect("UTF-8")]);
    assert!(said.contains("outside"), "{said}");
}

#[test]
fn long_work_tells_scripts_how_far_it_is() {
    let installation = Installation::new();
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("copy.tar");
    let mut command = installation.start.command();
    let output = command.arg("backup").arg(&archive).arg("--json").output().expect("it runs");
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<Value> = told.lines().map(read).collect();
    let last = lines.last().expect("lines");
    assert_eq!(last["doneBytes"], last["totalBytes"], "{told}");
    let result = String::from_utf8_lossy(&output.stdout);
    assert_eq!(read(&result)["files"], 2, "the result stands alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_admin_who_forgot_the_password_gets_a_new_one() {
    const EMAIL: &str = "ada@example.org";
    let installation = Installation::new();
    installation.make_admin(EMAIL, "correct horse battery staple");
    let server = installation.serve();
    let mut child = installation
        .start
        .command()
        .args(["operator", "password", "--email", "Ada@example.org", "--password-stdin", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"another horse battery").expect("the password is read");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success());
    let http = reqwest::Client::new();
    for (password, is_let_in) in
        [("another horse battery", true), ("correct horse battery staple", false)]
    {
        let body = json!({ "email": EMAIL, "password": password });
        let answer = http.post(server.url("/session")).json(&body).send().await.expect("an answer");
        assert_eq!(answer.status().is_success(), is_let_in, "{password}");
    }
    assert!(server.terminate().success());
}

#[tokio::test]
async fn the_first_admins_secret_is_shown_to_who_asks_and_stands_in_no_log() {
    let mut installation = Installation::new();
    let log = installation.start.data.join("log");
    installation.start.log = Some(log.clone());
    assert!(installation.start.run(&["doctor"]).contains("switchboard admin invite"));
    let server = installation.serve();
    let made = read(&installation.start.run(&["admin", "invite", "--json"]));
    let (email, password) = ("ada@example.org", "correct horse battery staple");
    let body =
        json!({ "secret": made["secret"], "email": email, "name": "Ada", "password": password });
    let http = reqwest::Client::new();
    let answer = http.post(server.url("/setup")).json(&body).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let said = refused(&installation.start, &["admin", "invite"]);
    assert!(said.contains("already"), "{said}");
    server.terminate();
    let log = std::fs::read_to_string(log).expect("the log");
    assert!(log.contains("switchboard admin invite") && !log.contains("sbi_"), "{log}");
}

/// F107 and the transcript of F18, on the command line.
#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_printed_exported_and_erased_from_the_command_line() {
    let installation = Installation::new();
    let server = installation.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let input = json!({ "body": "a question", "name": "Ana", "clientMutationId": "1" });
    visitor.change("messageWrite", input, "").await;
    assert!(server.terminate().success());
    let start = &installation.start;
    let text = start.run(&["transcript", "--chat", "1"]);
    assert!(text.contains("a question") && text.contains("Ana"), "{text}");
    let page = read(&start.run(&["transcript", "--chat", "1", "--format", "html", "--json"]));
    assert!(page["transcript"].as_str().is_some_and(|page| page.starts_with("<!DOCTYPE html>")));

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("ana.tar");
    let to = archive.to_str().expect("UTF-8");
    let made = read(&start.run(&["contact", "export", "--contact", "1", "--to", to, "--json"]));
    assert_eq!(read(&start.run(&["retention", "preview", "--json"]))["rules"], json!([]));
    assert_eq!(read(&start.run(&["broadcast", "list", "--json"]))["broadcasts"], json!([]));
    let said = refused(start, &["broadcast", "start", "Spring"]);
    assert!(said.contains("switchboard broadcast list"), "{said}");
    assert_eq!(made["bytes"], archive.metadata().expect("the archive").len());
    refused(start, &["contact", "export", "--contact", "1", "--to", to]);
    let said = refused(start, &["contact", "erase", "--contact", "1", "--confirm", "Eve"]);
    assert!(said.contains("confirmation"), "{said}");
    let erased =
        read(&start.run(&["contact", "erase", "--contact", "1", "--confirm", "Ana", "--json"]));
    assert_eq!(erased["contactId"], made["contactId"]);
    let said = refused(start, &["transcript", "--chat", "1"]);
    assert!(said.contains("no chat"), "{said}");
}
