//! `switchboard serve --demo`: a demo with the bundled plugins, as a newcomer starts it, and its end.

use serde_json::{Value, json};
use std::path::Path;
use switchboard_testkit::{
    installation::Installation,
    process::{Server, Start},
    remote::Remote,
};

/// A small demo in this folder.
fn start(data: &Path) -> Start {
    let arguments = ["--demo", "--demo-chats", "40"].map(str::to_owned);
    Start { serve_arguments: arguments.to_vec(), ..Start::in_folder(data) }
}

/// What the first operator sees; they sign in with what the program prints.
async fn seen(server: &Server) -> Value {
    let credentials = json!({ "email": "olha@lumenpay.example", "password": "lumen demo desk" });
    let http = reqwest::Client::new();
    let answer = http.post(server.url("/session")).json(&credentials).send().await;
    let answer = answer.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie").to_owned();
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let asked = json!({
        "query": "{ chats(first: 100) { nodes { id } } channels { plugin state } }",
    });
    let request = http.post(server.url("/graphql")).header("cookie", cookie);
    let request = request.header("x-switchboard-csrf", "1").header("origin", server.url(""));
    let answer = request.json(&asked).send().await.expect("an answer");
    answer.json::<Value>().await.expect("JSON")["data"].clone()
}

/// Served, looked at, served again as it is, removed without trace.
#[tokio::test(flavor = "multi_thread")]
async fn a_demo_is_made_once_and_removed_by_one_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    let start = start(&data);
    let server = start.serve();
    let found = seen(&server).await;
    assert!(found["chats"]["nodes"].as_array().expect("chats").len() >= 40, "{found}");
    let channels = found["channels"].as_array().expect("channels");
    let with = |state: &str| channels.iter().filter(|one| one["state"] == state).count();
    assert_eq!((channels.len(), with("BROKEN"), with("PAUSED")), (6, 1, 1), "{found}");

    let said = start.refused(&["demo", "delete"]);
    assert!(said.contains("stop its server"), "{said}");
    assert!(server.terminate().success());

    let other = Start { serve_arguments: vec!["--demo".to_owned()], ..start.clone() };
    let server = other.serve();
    assert!(server.terminate().success());
    let said = start.refused(&["serve", "--listen", "127.0.0.1:0", "--demo", "--demo-seed", "1"]);
    assert!(said.contains("is another one"), "{said}");

    start.run(&["demo", "delete"]);
    assert!(!data.exists());
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 0);
}

/// A demo never touches a desk that is none, and nobody else sees one.
#[test]
fn a_real_desk_is_no_place_for_a_demo() {
    let installation = Installation::new();
    installation.make_admin("ada@example.org", "correct horse battery staple");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--demo"];
    let said = installation.start.refused(&serve);
    assert!(said.contains("is not empty"), "{said}");
    let said = installation.start.refused(&["demo", "delete"]);
    assert!(said.contains("holds no demo"), "{said}");
    installation.start.run(&["operator", "list"]);

    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::in_folder(&folder.path().join("demo"));
    let said = start.refused(&["serve", "--listen", "0.0.0.0:0", "--demo"]);
    assert!(said.contains("let it listen on 127.0.0.1"), "{said}");
    assert!(!start.data.exists(), "something was made");
}

/// What was broken off is made again from the beginning.
#[tokio::test(flavor = "multi_thread")]
async fn a_demo_whose_making_was_broken_off_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    std::fs::create_dir_all(data.join("files")).expect("a folder");
    std::fs::write(data.join("switchboard.sqlite"), "half of a database").expect("written");
    let marker = r#"{"scale":{"seed":1,"chats":40,"long_chat_messages":50},"is_whole":false}"#;
    std::fs::write(data.join("demo.json"), marker).expect("written");
    let server = start(&data).serve();
    assert!(!seen(&server).await["channels"].is_null());
    assert!(server.terminate().success());
}

/// Whatever leaves a demo is taken by the demo: the platform's own address is never asked.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_in_a_demo_arrives_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = start(&folder.path().join("demo"));
    let server = start.serve();
    let printed = start.run(&[
        "token",
        "create",
        "--email",
        "olha@lumenpay.example",
        "--name",
        "tests",
        "--json",
    ]);
    let made: Value = serde_json::from_str(&printed).expect("JSON");
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    let remote = Remote::new(server.url("/graphql"), Some(secret));
    let chats = "{ chats(first: 100) { nodes { id status channel { plugin state } } } }";
    let id = remote
        .comes(chats, |data| {
            let nodes = data["chats"]["nodes"].as_array()?;
            let fits = |chat: &&Value| {
                chat["channel"]["plugin"] != "web"
                    && chat["channel"]["state"] == "ACTIVE"
                    && !["CLOSED", "ARCHIVED"]
                        .contains(&chat["status"].as_str().unwrap_or_default())
            };
            Some(nodes.iter().find(fits)?["id"].as_str()?.to_owned())
        })
        .await;
    let reply = "mutation($input: MessageReplyInput!) { messageReply(input: $input) { \
                 message { id } userErrors { message } } }";
    let input = json!({ "input": { "chatId": id, "body": "On its way." } });
    let done = remote.data(reply, input).await;
    let message_id = done["messageReply"]["message"]["id"].as_str().expect("a message").to_owned();
    let state =
        format!("{{ node(id: \"{message_id}\") {{ ... on Message {{ delivery {{ state }} }} }} }}");
    let arrived = |data: &Value| (data["node"]["delivery"]["state"] == "SENT").then_some(());
    remote.comes(&state, arrived).await;
    assert!(server.terminate().success());
}
