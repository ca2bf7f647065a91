//! The web chat by its GraphQL alone: a visitor comes, writes, is answered, comes back, shows who it is,
//! sends files, and never reaches anybody else's.

use crate::flows::send;
use axum::{
    body::{Body, BodyDataStream},
    http::Request,
};
use futures::StreamExt;
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_tests::{
    app::{BEGIN, TestApp},
    database::{BOTH, TestDatabase},
    graphql::Client,
};
use tower::ServiceExt;

const KEY: &str = "website";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const GRACE: Duration = Duration::from_secs(5);
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

impl Website {
    async fn open(database: &TestDatabase) -> Self {
        let app = TestApp::open(database).await;
        let board = app.admin().await;
        let input = json!({ "plugin": "web", "key": KEY, "name": "Website",
            "secrets": [{ "name": "identity_secret", "value": SECRET }] });
        board.change("channelCreate", input, "channel { id }").await;
        Self { app, board }
    }

    fn visitor(&self, secret: Option<String>) -> Client {
        Client::new(self.app.router.clone(), "/visitor/graphql", secret)
    }

    /// Starts a visit; gives its secret.
    async fn start(&self, identity: Option<String>) -> String {
        let input = json!({ "channelKey": KEY, "identity": identity });
        let started = self.visitor(None).change("visitStart", input, "visit { secret }").await;
        started["visit"]["secret"].as_str().expect("a secret").to_owned()
    }

    async fn arrives(&self) -> Client {
        self.visitor(Some(self.start(None).await))
    }

    /// The newest chat on the operators' board.
    async fn newest(&self) -> Value {
        let query = "{ chats(first: 1) { nodes { id contact { id name email } messages(last: 1) { \
             nodes { id body authorKind attachments { url name contentType } } } } } }";
        self.board.data(query, json!({})).await["chats"]["nodes"][0].clone()
    }

    async fn close(self) {
        self.app.app.close(GRACE).await;
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

async fn uploads(app: &TestApp, visitor: &Client, name: &str, bytes: &[u8]) -> String {
    let input = json!({ "name": name, "sizeBytes": bytes.len() });
    let begun = visitor
        .change("attachmentUploadBegin", input, "upload { url maxBytes attachment { id } }")
        .await;
    let url = begun["upload"]["url"].as_str().expect("a link");
    let (status, body) = send(&app.router, "PUT", url, bytes.to_vec()).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    begun["upload"]["attachment"]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_visitor_writes_is_answered_and_comes_back() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let site = Website::open(&database).await;
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
        let reply =
            site.board.change("messageReply", input, "message { delivery { state } }").await;
        assert!(reply["message"].is_object());
        site.app.settle().await;

        for visitor in [visitor, site.visitor(Some(secret))] {
            let seen = visitor.data(HISTORY, json!({})).await;
            let seen = seen["myChat"]["messages"]["nodes"].as_array().expect("a list").clone();
            let told: Vec<(&Value, &Value)> =
                seen.iter().map(|one| (&one["body"], &one["author"])).collect();
            let expected = [
                json!("Where is my order?"),
                json!("ME"),
                json!("It leaves today."),
                json!("OPERATOR"),
            ];
            assert_eq!(told, [(&expected[0], &expected[1]), (&expected[2], &expected[3])]);
            assert_eq!(seen[1]["quotedId"], seen[0]["id"]);
            assert_eq!(seen[1]["authorName"], "Admin");
        }
        site.close().await;
    }
}

#[tokio::test]
async fn a_signed_identity_is_one_contact_in_every_browser() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let site = Website::open(&database).await;
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

        let stranger = site.arrives().await;
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
        site.close().await;
    }
}

#[tokio::test]
async fn files_go_both_ways() {
    let picture: Vec<u8> = b"\x89PNG\r\n\x1a\n".iter().copied().chain([7; 3_000]).collect();
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let site = Website::open(&database).await;
        let visitor = site.arrives().await;
        let id = uploads(&site.app, &visitor, "door.png", &picture).await;
        let input = json!({ "attachmentId": id });
        let finished =
            visitor.change("attachmentUploadFinish", input, "attachment { state }").await;
        assert_eq!(finished["attachment"]["state"], "STORED");
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
            let (status, bytes) = send(&site.app.router, "GET", url, Vec::new()).await;
            assert!(status == 200 && bytes == picture, "the bytes of {url}");
            let forged = format!("{}AAAA", &url[..url.len() - 4]);
            let (status, _) = send(&site.app.router, "GET", &forged, Vec::new()).await;
            assert!(matches!(status, 403 | 404 | 410), "a forged link gives {status}");
        }
        site.close().await;
    }
}

#[tokio::test]
async fn nobody_reaches_anothers_chat_or_file() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let site = Website::open(&database).await;
        let secret = site.start(None).await;
        let ana = site.visitor(Some(secret.clone()));
        let bob = site.arrives().await;
        let hers = writes(&ana, "my secret").await;
        let file = uploads(&site.app, &ana, "plan.txt", b"the plan").await;
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

        let as_operator = Client::new(site.app.router.clone(), "/graphql", Some(secret));
        let answer = as_operator.send("{ chats(first: 1) { nodes { id } } }", json!({})).await;
        assert!(matches!(answer.status.as_u16(), 401 | 403), "{}: {}", answer.status, answer.body);
        let nobody = site.visitor(Some("visit_forged".to_owned()));
        let answer = nobody.send(HISTORY, json!({})).await;
        assert!(matches!(answer.status.as_u16(), 401 | 403), "{}: {}", answer.status, answer.body);
        site.close().await;
    }
}

#[tokio::test]
async fn typing_is_seen_by_the_operator() {
    let database = TestDatabase::sqlite();
    let site = Website::open(&database).await;
    let visitor = site.arrives().await;
    writes(&visitor, "hello").await;
    site.app.settle().await;
    site.app.app.spawn();
    let chat = site.newest().await;
    let input =
        json!({ "name": "watcher", "permissions": ["CHAT_READ", "CHAT_READ_ALL", "CONTACT_READ"] });
    let made = site.board.change("tokenCreate", input, "created { secret }").await;
    let secret = made["created"]["secret"].as_str().expect("a secret");
    let query = "subscription($chatId: ID!) { typing(chatId: $chatId) { isTyping author { ... on Contact { id } } } }";
    let body = json!({ "query": query, "variables": { "chatId": chat["id"] } }).to_string();
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept", "text/event-stream")
        .header("authorization", format!("Bearer {secret}"))
        .body(Body::from(body))
        .expect("a request");
    let answer = site.app.router.clone().oneshot(request).await.expect("routers do not fail");
    let mut stream = answer.into_body().into_data_stream();
    let telling = async {
        loop {
            visitor.data(
                "mutation { typingSet(input: { isTyping: true, preview: \"hel\" }) { clientMutationId } }",
                json!({}),
            )
            .await;
            if let Ok(text) =
                tokio::time::timeout(Duration::from_millis(200), heard(&mut stream)).await
            {
                return text;
            }
            site.app.clock.pass_ms(1_500);
        }
    };
    let text = tokio::time::timeout(PATIENCE, telling).await.expect("the operator sees it");
    assert!(text.contains("\"isTyping\":true"), "{text}");
    assert!(text.contains(chat["contact"]["id"].as_str().expect("an id")), "{text}");
    drop(stream);
    site.close().await;
}

/// The next event of a stream that tells of typing.
async fn heard(stream: &mut BodyDataStream) -> String {
    let mut text = String::new();
    while let Some(Ok(bytes)) = stream.next().await {
        text += &String::from_utf8_lossy(&bytes);
        if text.contains("isTyping") {
            return text;
        }
    }
    panic!("the stream ended: {text}");
}
