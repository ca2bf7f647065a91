//! Backups that the server makes by itself, and drills with what they made.

use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use switchboard_store::testing::Backend;
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    installation::{Installation, WEB_CHANNEL},
    process::{Server, Start},
    remote::{Remote, visitor_secret},
};

/// A pause between two looks at something that happens by itself.
const PAUSE: Duration = Duration::from_millis(50);
/// Looks until a server that does nothing else must have made a backup.
const LOOKS: usize = 1_200;

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

async fn readiness(server: &Server) -> Value {
    let answer = reqwest::get(server.url("/readyz")).await.expect("an answer");
    answer.json().await.expect("JSON")
}

/// Runs a command to its end; whether it went well, and all that it said.
fn said(start: &Start, arguments: &[&str]) -> (bool, String) {
    let output = start.command().args(arguments).output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[both_databases]
async fn a_backup_that_is_asked_for_is_made_or_told_as_failing(database: TestDatabase) {
    let mut installation = Installation::on(database.url());
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept archives");
    let variable = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    installation.start.environment = vec![
        variable("SWITCHBOARD_BACKUP_EVERY", "24h"),
        variable("SWITCHBOARD_BACKUP_FOLDER", kept.to_str().expect("UTF-8")),
    ];
    let can_be_packed = database.backend() == Backend::Sqlite;
    let expected = if can_be_packed { "ok" } else { "failing" };
    let server = installation.serve();
    let mut looks = 0;
    while readiness(&server).await["dependencies"]["backup"] != expected {
        looks += 1;
        assert!(looks < LOOKS, "it is never {expected}");
        tokio::time::sleep(PAUSE).await;
    }
    assert_eq!(readiness(&server).await["isReady"], true, "who writes is served all the same");
    let (is_well, doctor) = said(&installation.start, &["doctor"]);
    assert_eq!(is_well, can_be_packed, "{doctor}");
    assert!(server.terminate().success());
    if !can_be_packed {
        assert!(doctor.contains("pg_dump"), "{doctor}");
        return;
    }
    let made = names(&kept);
    assert!(made.len() == 1 && made[0].starts_with("switchboard-20"), "{made:?}");
    let archive = kept.join(&made[0]);
    let scratch = tempfile::tempdir().expect("a folder");
    let scratch = scratch.path().to_str().expect("UTF-8");
    let archive = archive.to_str().expect("UTF-8");
    let (is_good, told) = said(&installation.start, &["drill", archive, "--scratch", scratch]);
    assert!(is_good && told.contains("1 channels"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_tells_whether_all_is_there_and_leaves_nothing() {
    let installation = Installation::new();
    let server = installation.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let file = visitor.upload("plan.txt", b"the plan").await;
    let input = json!({ "body": "Where is my teapot?", "attachmentIds": [file],
        "clientMutationId": "one" });
    visitor.change("messageWrite", input, "").await;
    assert!(server.terminate().success());

    let folder = tempfile::tempdir().expect("a folder");
    let scratch = folder.path().join("aside");
    std::fs::create_dir(&scratch).expect("made");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let drill = |archive: &str| {
        // It needs no installation, only the archive.
        let elsewhere = Start::in_folder(&folder.path().join("nowhere"));
        said(&elsewhere, &["drill", archive, "--scratch", &path("aside"), "--json"])
    };
    let good = path("good.tar");
    installation.start.run(&["backup", &good]);
    let (is_good, told) = drill(&good);
    assert!(is_good, "{told}");
    let mut lines = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let result = lines.find(|line| line["rows"].is_object()).expect("a result");
    assert_eq!((&result["rows"]["messages"], &result["rows"]["chats"]), (&json!(1), &json!(1)));
    assert_eq!((&result["files"], &result["contents"]), (&json!(3), &json!(1)));
    assert_eq!(result["searches"], json!({ "asked": 1, "found": 1 }));

    let whole = std::fs::read(&good).expect("read");
    let cut = path("cut.tar");
    std::fs::write(&cut, &whole[..whole.len() / 2]).expect("written");
    let (is_good, told) = drill(&cut);
    assert!(!is_good && told.contains("cut.tar"), "{told}");

    std::fs::remove_dir_all(installation.start.data.join("files")).expect("removed");
    let poor = path("poor.tar");
    installation.start.run(&["backup", &poor]);
    let (is_good, told) = drill(&poor);
    assert!(!is_good && told.contains("1 files of messages are not in it"), "{told}");

    let (is_good, told) = said(&installation.start, &["drill", &path("none.tar")]);
    assert!(!is_good && told.contains("none.tar"), "{told}");
    assert_eq!(names(&scratch), [""; 0], "something is left");
    assert!(!folder.path().join("nowhere").exists(), "an installation was made");
}
