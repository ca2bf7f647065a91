//! Commands that are killed at any step: what they have made is whole, and the same command again makes the rest.

use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    process::Stdio,
    thread::sleep,
    time::{Duration, Instant},
};
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
};

const ADA: &str = "ada@example.org";
/// Templates of a file.
const TEMPLATES: usize = 40;
/// Messages that are exported.
const MESSAGES: usize = 40;
/// How often each command is killed.
const DEATHS: u32 = 4;

/// A file of so many templates.
fn library(name: &str) -> String {
    let one = |number: usize| {
        format!(
            "[[templates]]\nshortcut = \"{name}{number}\"\ntitle = \"A text\"\n\
             [[templates.texts]]\nlocale = \"en\"\nbody = \"Hello {number}.\"\n"
        )
    };
    (0..TEMPLATES).map(one).collect()
}

/// Runs a command as often as it is killed, each time a little later; `whole` is how long it takes. What is to hold
/// is looked at after each.
fn killed(start: &Start, command: &[&str], whole: Duration, holds: impl Fn()) {
    for death in 1..=DEATHS {
        let mut child = start
            .command()
            .args(command)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        sleep(whole * death / (DEATHS + 1));
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
        holds();
    }
}

/// F48, as admins script it.
#[both_databases]
async fn templates_are_imported_once_whoever_is_killed(database: TestDatabase) {
    let installation = Installation::on(database.url());
    let start = &installation.start;
    let run = |command: &[&str]| -> Value {
        let printed = start.run(&[&["template"][..], command, &["--json"]].concat());
        serde_json::from_str(&printed).expect("JSON")
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| {
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, library(name)).expect("it is written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let (first, second) = (file("first"), file("second"));
    let begun = Instant::now();
    assert_eq!(run(&["import", &first])["created"], TEMPLATES);
    killed(start, &["template", "import", &second], begun.elapsed(), || {});
    let done = run(&["import", &second]);
    let count = |key: &str| done[key].as_u64().expect("a number");
    assert_eq!(count("created") + count("updated"), TEMPLATES as u64, "{done}");
    assert_eq!(run(&["import", &second]), json!({ "created": 0, "updated": TEMPLATES }));
    let listed = run(&["list"])["templates"].clone();
    let rows = listed.as_array().expect("a list");
    let names: BTreeSet<&str> = rows.iter().filter_map(|row| row["shortcut"].as_str()).collect();
    assert_eq!((rows.len(), names.len()), (2 * TEMPLATES, 2 * TEMPLATES), "each is there once");
    let are_whole = rows.iter().all(|row| row["locales"] == json!(["en"]) && row["version"] == 1);
    assert!(are_whole, "{listed:#}");
}

/// F18: half of an export never looks like a whole one, and is in nobody's way.
#[both_databases]
async fn an_export_is_whole_or_not_there_whoever_is_killed(database: TestDatabase) {
    let installation = Installation::on(database.url());
    let server = installation.serve();
    installation.make_admin(ADA, "correct horse battery staple");
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    for number in 0..MESSAGES {
        let text = format!("message {number}");
        let input = json!({ "body": text, "name": "Ana", "clientMutationId": number.to_string() });
        visitor.change("messageWrite", input, "").await;
    }
    assert!(server.terminate().success());
    let start = &installation.start;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let export =
        |to: &str| start.run(&["chat", "export", "--email", ADA, "--format", "jsonl", "--to", to]);
    let (whole, part) = (path("whole.jsonl"), path("part.jsonl"));
    let begun = Instant::now();
    export(&whole);
    let took = begun.elapsed();
    let expected = fs::read_to_string(&whole).expect("the file");
    assert!(expected.lines().count() > MESSAGES, "{expected}");
    let again = ["chat", "export", "--email", ADA, "--format", "jsonl", "--to", &part];
    killed(start, &again, took, || {
        if let Ok(found) = fs::read_to_string(&part) {
            assert_eq!(found, expected, "what has the name is whole");
            fs::remove_file(&part).expect("it is removed");
        }
    });
    export(&part);
    assert_eq!(fs::read_to_string(&part).expect("the file"), expected);
}
