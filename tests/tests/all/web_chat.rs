//! The web chat by its GraphQL alone: a visitor comes, writes, is answered, comes back, shows who it is,
//! sends files, and never reaches anybody else's.

mod changes;
mod pages;
mod places;
mod timeline;
mod visits;

use insta::{allow_duplicates, assert_snapshot};
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_testkit::{
    app::{BEGIN, TestApp},
    database::{OnDatabase, TestDatabase, both_databases},
    feed::Heard,
    graphql::Client,
};

const KEY: &str = "website";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
/// How long a signal may take.
const PATIENCE: Duration = Duration::from_secs(10);
const MESSAGE: &str = "message { id body author attachments { id name url state } }";
const HISTORY: &str = "{ myChat { id messages(last: 50) { nodes { id body author authorName \
    quotedId attachments { id name url state contentType } } } } }";

/// A server with a web chat whose host page may sign identities.
struct Website {
    app: TestApp,
    board: Client,
}

impl OnDatabase for Website {
    async fn on(database: &TestDatabase) -> Self {
        let app = TestApp::open(database).await;
        let board = app.admin().await;
        let input = json!({ "plugin": "web", "key": KEY, "name": "Website",
            "secrets": [{ "name": "identity_secret", "value": SECRET }] });
        board.change("channelCreate", input, "channel { id }").await;
        Self { app, board }
    }
}

impl Website {
    fn visitor(&self, secret: Option<String>) -> Client {
        self.app.at("/visitor/graphql", secret)
    }

    /// Starts a visit; gives its secret.
    async fn start(&self, identity: Option<String>) -> String {
        let input = json!({ "channelKey": KEY, "identity": identity });
        let started = self.visitor(None).change("visitStart", input, "visit { secret }").await;
        started["visit"]["secret"].as_str().expect("a secret").to_owned()
    }

    /// The newest chat on the operators' board.
    async fn newest(&self) -> Value {
        let query = "{ chats(first: 1) { nodes { id contact { id name email } messages(last: 1) { \
             nodes { id body authorKind attachments { url name contentType } } } } } }";
        self.board.data(query, json!({})).await["chats"]["nodes"][0].clone()
    }
}

async fn writes(visitor: &Client, body: &str) -> String {
    let input = json!({ "body": body, "clientMutationId": key(body) });
    let written = visitor.change("messageWrite", input, MESSAGE).await;
    written["message"]["id"].as_str().expect("an id").to_owned()
}

/// A key for a text.
fn key(body: &str) -> String {
    body.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn signed(secret: &str, subject: &str, seconds: i64) -> String {
    let claims = json!({ "sub": subject, "exp": BEGIN.0 / 1_000 + seconds, "name": "Ana",
        "email": "ana@example.org" });
    encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes()))
        .expect("signed")
}

#[both_databases]
async fn a_visitor_writes_is_answered_and_comes_back(site: Website) {
    let secret = site.start(None).await;
    let visitor = site.visitor(Some(secret.clone()));
    assert_eq!(visitor.data(HISTORY, json!({})).await["myChat"], Value::Null);
    let first = writes(&visitor, "Where is my order?").await;
    assert_eq!(writes(&visitor, "Where is my order?").await, first, "the key is the same");
    site.app.settle().await;

    let chat = site.newest().await;
    assert_eq!(chat["messages"]["nodes"][0]["body"], "Where is my order?");
    assert_eq!(chat["messages"]["nodes"][0]["authorKind"], "CONTACT");
    let note = json!({ "chatId": chat["id"], "body": "he always asks that" });
    site.board.change("noteCreate", note, "note { id }").await;
    let input = json!({ "chatId": chat["id"], "body": "It leaves today.",
        "quotedMessageId": chat["messages"]["nodes"][0]["id"] });
    let reply = site.board.change("messageReply", input, "message { delivery { state } }").await;
    assert!(reply["message"].is_object());
    site.app.settle().await;

    for visitor in [visitor, site.visitor(Some(secret))] {
        let seen = visitor.data(HISTORY, json!({})).await;
        let seen = seen["myChat"]["messages"]["nodes"].as_array().expect("a list").clone();
        let line = |one: &Value| format!("{}: {}", one["author"], one["body"]);
        allow_duplicates! {
            assert_snapshot!(seen.iter().map(line).collect::<Vec<_>>().join("\n"), @r#"
            "ME": "Where is my order?"
            "OPERATOR": "It leaves today."
            "#);
        }
        assert_eq!(seen[1]["quotedId"], seen[0]["id"]);
        assert_eq!(seen[1]["authorName"], "Admin");
    }
}

#[both_databases]
async fn a_signed_identity_is_one_contact_in_every_browser(site: Website) {
    let mut contacts = Vec::new();
    for browser in ["first", "second"] {
        let token = signed(SECRET, "user-1", 600);
        let visitor = site.visitor(Some(site.start(Some(token)).await));
        writes(&visitor, &format!("from the {browser}")).await;
        site.app.settle().await;
        contacts.push(site.newest().await["contact"].clone());
    }
    assert_eq!(contacts[0]["id"], contacts[1]["id"], "one person, one contact");
    assert_eq!(contacts[0]["name"], "Ana");
    assert_eq!(contacts[0]["email"], "ana@example.org");

    let stranger = site.app.visitor(KEY).await;
    writes(&stranger, "I am somebody else").await;
    site.app.settle().await;
    assert_ne!(site.newest().await["contact"]["id"], contacts[0]["id"]);

    for (what, token) in [
        ("another's signature", signed(&SECRET.replace('0', "1"), "user-1", 600)),
        ("expired", signed(SECRET, "user-1", -600)),
        ("valid for too long", signed(SECRET, "user-1", 1_000_000)),
        ("no token", "user-1".to_owned()),
        (
            "unsigned",
            format!("{}.", signed(SECRET, "user-1", 600).rsplit_once('.').expect("parts").0),
        ),
    ] {
        let input = json!({ "channelKey": KEY, "identity": token });
        let refused = site.visitor(None).attempt("visitStart", input, "visit { secret }").await;
        assert_eq!(refused["visit"], Value::Null, "{what}");
        assert_eq!(refused["userErrors"][0]["code"], "INVALID", "{what}: {refused}");
    }
}

/// F30.
#[both_databases]
async fn files_go_both_ways(site: Website) {
    let picture: Vec<u8> = b"\x89PNG\r\n\x1a\n".iter().copied().chain([7; 3_000]).collect();
    let visitor = site.app.visitor(KEY).await;
    let id = visitor.upload(None, "door.png", &picture).await;
    let input = json!({ "attachmentIds": [id], "clientMutationId": "picture" });
    visitor.change("messageWrite", input, MESSAGE).await;
    site.app.settle().await;

    let shown = site.newest().await["messages"]["nodes"][0]["attachments"][0].clone();
    assert_eq!(shown["name"], "door.png");
    assert_eq!(shown["contentType"], "image/png");
    let seen = visitor.data(HISTORY, json!({})).await;
    let theirs = seen["myChat"]["messages"]["nodes"][0]["attachments"][0].clone();
    for url in [&shown["url"], &theirs["url"]] {
        let url = url.as_str().expect("a link");
        let (status, bytes) = site.app.send("GET", url, "").await;
        assert!(status == 200 && bytes == picture, "the bytes of {url}");
        let forged = format!("{}AAAA", &url[..url.len() - 4]);
        let (status, _) = site.app.send("GET", &forged, "").await;
        assert!(matches!(status, 403 | 404 | 410), "a forged link gives {status}");
    }
}

#[both_databases]
async fn nobody_reaches_anothers_chat_or_file(site: Website) {
    let secret = site.start(None).await;
    let ana = site.visitor(Some(secret.clone()));
    let bob = site.app.visitor(KEY).await;
    let hers = writes(&ana, "my secret").await;
    let file = ana.upload_bytes(None, "plan.txt", b"the plan").await;
    writes(&bob, "hello").await;
    site.app.settle().await;

    let attempts = [
        (
            "messageWrite",
            json!({ "body": "x", "quotedId": hers, "clientMutationId": "1" }),
            MESSAGE,
        ),
        ("messageWrite", json!({ "attachmentIds": [file], "clientMutationId": "2" }), MESSAGE),
        ("attachmentUploadFinish", json!({ "attachmentId": file }), "attachment { id }"),
        ("chatMarkRead", json!({ "messageId": hers }), "messageId"),
    ];
    for (name, input, selection) in attempts {
        let refused = bob.attempt(name, input.clone(), selection).await;
        let code = refused["userErrors"][0]["code"].as_str().unwrap_or_default();
        assert!(matches!(code, "NOT_FOUND" | "INVALID"), "{name} {input}: {refused}");
    }
    let seen = bob.data(HISTORY, json!({})).await.to_string();
    assert!(seen.contains("hello") && !seen.contains("my secret") && !seen.contains(&hers));

    let as_operator = site.app.at("/graphql", Some(secret));
    let answer = as_operator.send("{ chats(first: 1) { nodes { id } } }", json!({})).await;
    assert!(matches!(answer.status.as_u16(), 401 | 403), "{}: {}", answer.status, answer.body);
    let nobody = site.visitor(Some("visit_forged".to_owned()));
    let answer = nobody.send(HISTORY, json!({})).await;
    assert!(matches!(answer.status.as_u16(), 401 | 403), "{}: {}", answer.status, answer.body);
}

#[tokio::test]
async fn typing_is_seen_by_the_operator() {
    let database = TestDatabase::sqlite();
    let site = Website::on(&database).await;
    let visitor = site.app.visitor(KEY).await;
    writes(&visitor, "hello").await;
    site.app.settle().await;
    site.app.app.spawn();
    let chat = site.newest().await;
    let input =
        json!({ "name": "watcher", "permissions": ["CHAT_READ", "CHAT_READ_ALL", "CONTACT_READ"] });
    let made = site.board.change("tokenCreate", input, "created { secret }").await;
    let secret = made["created"]["secret"].as_str().expect("a secret").to_owned();
    let watcher = site.app.at("/graphql", Some(secret));
    let query = "subscription($chatId: ID!) { typing(chatId: $chatId) { isTyping author { ... on Contact { id } } } }";
    let mut feed = watcher.subscribe(query, json!({ "chatId": chat["id"] })).await;
    let telling = async {
        loop {
            let types = json!({ "isTyping": true, "preview": "hel" });
            visitor.attempt_plainly("typingSet", types, "clientMutationId").await;
            if let Heard::Result(result) = feed.listen().await {
                return result["data"]["typing"].clone();
            }
            site.app.clock.pass_ms(1_500);
        }
    };
    let typing = tokio::time::timeout(PATIENCE, telling).await.expect("the operator sees it");
    let author = json!({ "id": chat["contact"]["id"] });
    assert_eq!(typing, json!({ "isTyping": true, "author": author }));
}
