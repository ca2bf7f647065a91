//! A copy of a living installation answers like the original, and tells clients of the original to
//! start again.

use serde_json::{Value, json};
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
    socket::Subscription,
};

/// What is asked of both.
const QUERIES: [&str; 6] = [
    "{ chats(first: 20, order: CREATED) { nodes { id number status version waitingOn isUnanswered \
       contact { id name } channel { id key } messages(first: 20) { nodes { id body authorKind sentAt \
       version attachments { id name kind sizeBytes state contentType } delivery { state } } } \
       notes(first: 5) { nodes { id body } } timeline(first: 20) { nodes { kind at changed } } } } }",
    "{ contacts(first: 20) { nodes { id name version identities { platformId isReachable } } } }",
    "{ operators(first: 20) { nodes { id email name role { name permissions } } } }",
    "{ channels { id key name plugin state settings } }",
    "{ auditLog(first: 50) { nodes { id action subjectKind at after } } }",
    "{ closeReasons { id name } roles { id name } settings { isTypingPreviewOn storageQuotaBytes } }",
];

const EVENTS: &str = "subscription($after: EventCursor) { events(after: $after) { cursor \
    events { kind } reset { reason head } } }";

async fn answers(board: &Remote) -> Vec<Value> {
    let mut answers = Vec::new();
    for query in QUERIES {
        answers.push(board.data(query, json!({})).await);
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_answers_alike() {
    let installation = Installation::new();
    let token = installation.admin_token("ada");
    let server = installation.serve();
    let url = server.url("");
    let board = Remote::new(server.url("/graphql"), Some(token.clone()));
    for number in 0..5 {
        let secret = visitor_secret(&url, WEB_CHANNEL).await;
        let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
        let file = visitor.upload("plan.txt", format!("the plan {number}").as_bytes()).await;
        let input = json!({ "body": format!("hello {number}"), "attachmentIds": [file],
            "clientMutationId": format!("hello-{number}") });
        visitor.change("messageWrite", input, "").await;
    }
    let data = board.data("{ chats(first: 5) { nodes { id } } headCursor }", json!({})).await;
    for chat in data["chats"]["nodes"].as_array().expect("chats") {
        let input = json!({ "chatId": chat["id"], "body": "It leaves today." });
        board.change("messageReply", input, "").await;
    }
    let cursor = data["headCursor"].clone();

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("copy.tar");
    let archive = archive.to_str().expect("UTF-8");
    let printed = installation.start.run(&["backup", archive, "--json"]);
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(printed["files"], 2 + 5, "the database, the key and five files");
    let original = answers(&board).await;

    let copy = Start::in_folder(&folder.path().join("restored"));
    copy.run(&["restore", archive, "--json"]);
    let restored = copy.serve();
    let mirror = Remote::new(restored.url("/graphql"), Some(token.clone()));
    for ((query, theirs), ours) in QUERIES.iter().zip(answers(&mirror).await).zip(original) {
        assert_eq!(theirs, ours, "{query}");
    }

    let links = "{ chats(first: 5, order: CREATED) { nodes { messages(first: 1) { nodes { attachments { url } } } } } }";
    let (first, second) = (board.data(links, json!({})).await, mirror.data(links, json!({})).await);
    for number in 0..5 {
        let mut bytes = Vec::new();
        for (data, remote) in [(&first, &board), (&second, &mirror)] {
            let message = &data["chats"]["nodes"][number]["messages"]["nodes"][0];
            let link = message["attachments"][0]["url"].as_str().expect("a link");
            bytes.push(remote.download(link).await);
        }
        assert_eq!(bytes[0], bytes[1]);
        assert!(bytes[0].starts_with(b"the plan "));
    }

    let after = json!({ "after": cursor });
    for (server, is_reset) in [(&server, false), (&restored, true)] {
        let opened =
            Subscription::open(server.address(), "/graphql/ws", &token, EVENTS, after.clone())
                .await;
        let mut feed = opened.expect("a feed");
        let batch = feed.next().await.expect("a batch");
        let reset = &batch["events"]["reset"];
        assert_eq!(reset["reason"] == "EPOCH_CHANGED", is_reset, "{batch}");
    }
    assert!(restored.terminate().success() && server.terminate().success(), "both end in order");
}

#[test]
fn a_restore_never_writes_over_what_is_there() {
    let installation = Installation::new();
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("copy.tar");
    let archive = archive.to_str().expect("UTF-8");
    installation.start.run(&["backup", archive]);
    for command in [["backup", archive], ["restore", archive]] {
        let refused = installation.start.command().args(command).output().expect("it runs");
        assert!(!refused.status.success(), "{command:?} on what exists is refused");
        let errors = String::from_utf8_lossy(&refused.stderr);
        assert!(!errors.trim().is_empty() && !errors.contains("panicked"), "{errors}");
    }
}

/// Everything below a folder that others than its owner can reach.
fn open_to_others(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let (path, metadata) = (entry.path(), entry.metadata().expect("its mode"));
        if metadata.permissions().mode() & 0o077 != 0 {
            found.push((path.clone(), metadata.permissions().mode()));
        }
        if metadata.is_dir() {
            found.extend(open_to_others(&path));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_program_makes_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(&folder.path().join("data"));
    start.run(&["migrate"]);
    let settings = folder.path().join("web.toml");
    std::fs::write(&settings, "name = \"Website\"\nkey = \"website\"\n").expect("written");
    let settings = settings.to_str().expect("UTF-8");
    start.run(&["channel", "create", "web", "--settings", settings]);
    let server = start.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
    let file = visitor.upload("plan.txt", b"the plan").await;
    let input = json!({ "body": "hello", "attachmentIds": [file], "clientMutationId": "1" });
    visitor.change("messageWrite", input, "").await;
    let archive = folder.path().join("copy.tar");
    start.run(&["backup", archive.to_str().expect("UTF-8")]);
    let mode = archive.metadata().expect("an archive").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "the archive holds the key");
    assert!(server.terminate().success());
    let copy = Start::in_folder(&folder.path().join("restored"));
    copy.run(&["restore", archive.to_str().expect("UTF-8")]);
    for data in [&start.data, &copy.data] {
        let open = open_to_others(data);
        assert!(open.is_empty(), "others read what customers wrote: {open:?}");
    }
}
