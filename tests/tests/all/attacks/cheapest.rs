//! What the cheapest requests cost a running server: bytes of answers and memory are bounded, and so is
//! processor time in proportion to the trivial query of the same run. All is printed.

use super::{
    caller::{Answered, Caller, DONE, OPERATORS, VISITORS},
    documents::{
        circle, long_text, nodes, own_events, own_messages, schemas, tokens, unknown_fields,
    },
    figures::is_whole,
    measure::{By, Ends, HEAD, Table},
    site::{HOOK, Site, message},
    socket::{Socket, half_a_webhook},
};
use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
use futures::future::{join, join_all};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Long messages that a visitor writes, as many as one may at once.
const LONG_MESSAGES: usize = 9;
/// Files that are stored, and in a whole run.
const FILES: u32 = 100_000;
const ALL_FILES: u32 = 300_000;
/// Guesses of passwords and half webhooks that come at once.
const AT_ONCE: usize = 60;
/// Bytes of a half webhook.
const HALF_BYTES: usize = 3_000_000;
/// Sockets of one visitor that nobody reads.
const SOCKETS: usize = 5;
/// Subscriptions on each.
const SUBSCRIPTIONS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn the_cheapest_requests_cost_little() {
    let site = Site::open().await;
    let nobody = site.stranger("198.51.100.1");
    let visitor = site.visitor("198.51.100.2").await;
    let before = visitor.ask(VISITORS, "{ headCursor }", json!({})).await;
    let cursor = before.body["data"]["headCursor"].clone();
    for number in 0..LONG_MESSAGES {
        writes(&visitor, &format!("long-{number}"), &long_text()).await;
    }
    store_files(&site);

    println!("{HEAD}");
    let mut table = Table::of(site.server.id());
    let ask = async || visitor.ask(VISITORS, "{ headCursor }", json!({})).await;
    table.add(("trivial query", By::Visitor), 100, Ends::Done, ask).await;
    schema(&mut table, &site.admin, &nobody).await;
    documents(&mut table, &site.admin, &visitor).await;
    commands(&mut table, &nobody, &visitor, cursor).await;
    held_open(&mut table, &site).await;
}

/// What is asked about the schema itself.
async fn schema(table: &mut Table, admin: &Caller, nobody: &Caller) {
    let circle = circle(7);
    let ask = async || nobody.ask_by_link(OPERATORS, &circle).await;
    table.add(("introspection circle, 7 deep", By::Anybody), 5, Ends::Refused, ask).await;
    let ask = async || admin.ask(OPERATORS, &circle, json!({})).await;
    table.add(("introspection circle, 7 deep", By::Operator), 5, Ends::Refused, ask).await;
    let many = schemas(40);
    let ask = async || nobody.ask(VISITORS, &many, json!({})).await;
    table.add(("40 aliases of introspection", By::Anybody), 5, Ends::Refused, ask).await;
    let few = schemas(5);
    let ask = async || admin.ask(OPERATORS, &few, json!({})).await;
    table.add(("5 aliases of introspection", By::Operator), 2, Ends::Anyhow, ask).await;
}

/// Documents that ask for much, or for nothing with many words.
async fn documents(table: &mut Table, admin: &Caller, visitor: &Caller) {
    let messages = own_messages(90);
    let ask = async || visitor.ask(VISITORS, &messages, json!({})).await;
    table.add(("90 aliases of own messages", By::Visitor), 3, Ends::Refused, ask).await;
    let few = own_messages(8);
    let ask = async || visitor.ask(VISITORS, &few, json!({})).await;
    table.add(("8 aliases of own messages", By::Visitor), 3, Ends::Done, ask).await;

    let chats = admin.ask(OPERATORS, "{ chats(first: 1) { nodes { id } } }", json!({})).await;
    let chat = chats.body["data"]["chats"]["nodes"][0]["id"].as_str().expect("a chat");
    let (query, ids) = nodes(20, chat);
    let ask = async || admin.ask(OPERATORS, &query, ids.clone()).await;
    table.add(("nodes of 100 chats, 20 aliases", By::Operator), 3, Ends::Refused, ask).await;

    let unknown = unknown_fields(1_990);
    let ask = async || visitor.ask(VISITORS, &unknown, json!({})).await;
    table.add(("1,990 unknown fields", By::Visitor), 5, Ends::Refused, ask).await;
    let words = tokens(5_000);
    let ask = async || visitor.ask(VISITORS, &words, json!({})).await;
    table.add(("5,000 tokens", By::Visitor), 5, Ends::Refused, ask).await;
}

/// Commands and routes that take little and do much.
async fn commands(table: &mut Table, nobody: &Caller, visitor: &Caller, cursor: Value) {
    let number = AtomicUsize::new(0);
    let next = || number.fetch_add(1, Ordering::Relaxed);
    let ask = async || {
        let input = json!({ "name": format!("{}.txt", next()), "sizeBytes": 100 });
        visitor.change(VISITORS, "attachmentUploadBegin", input, "upload { url }").await
    };
    table.add(("upload begin beside very many files", By::Visitor), 10, Ends::Done, ask).await;
    let wrong = json!({ "email": "ada@example.org", "password": "a wrong one" });
    let ask = async || nobody.post("/session", &wrong).await;
    // The memory of two hashes is there and used again.
    join(ask(), ask()).await;
    table.add(("wrong sign-in", By::Anybody), 5, Ends::Refused, ask).await;
    let ask = async || {
        // Each from an address of its own, with an email of its own.
        let guesses = (0..AT_ONCE).map(|_| {
            let number = next();
            let guesser = nobody.moved_to(&format!("198.18.0.{number}"));
            let guess =
                json!({ "email": format!("{number}@example.org"), "password": "a wrong one" });
            async move { guesser.post("/session", &guess).await }
        });
        join_all(guesses).await.pop().expect("some")
    };
    table.add(("60 wrong sign-ins at once", By::Crowd), 1, Ends::Refused, ask).await;

    let replay = "subscription($after: EventCursor) { myChat(after: $after) { events { kind } } }";
    let ask = async || visitor.first_event(VISITORS, replay, json!({ "after": cursor })).await;
    table.add(("log replay from before the chat", By::Visitor), 5, Ends::Done, ask).await;
    let forged = json!({ "after": "1-0-1" });
    let ask = async || visitor.first_event(VISITORS, replay, forged.clone()).await;
    table.add(("log replay from a forged cursor", By::Visitor), 5, Ends::Refused, ask).await;
    let ask = async || nobody.get(HOOK).await;
    table.add(("refused webhook", By::Anybody), 20, Ends::Refused, ask).await;
}

/// What stays open and waits.
async fn held_open(table: &mut Table, site: &Site) {
    let address = site.server.address();
    let half = async || {
        let halves = (0..AT_ONCE).map(|number| async move {
            half_a_webhook(address, &format!("198.19.0.{number}"), HALF_BYTES).await
        });
        let held = join_all(halves).await;
        lines(HALF_BYTES, held.iter().flatten().count())
    };
    table.add(("60 webhooks without their end", By::Crowd), 1, Ends::Anyhow, half).await;

    let idler = site.visitor("198.51.100.3").await;
    let idle = async || {
        let sockets = join_all((0..SOCKETS).map(|_| Socket::open(address, &idler))).await;
        lines(0, sockets.iter().flatten().count())
    };
    table.add(("5 idle visitor sockets", By::Visitor), 3, Ends::Done, idle).await;

    let reader = site.visitor("198.51.100.4").await;
    writes(&reader, "first", "hello").await;
    let chat = reader.ask(VISITORS, "{ myChat { id } }", json!({})).await;
    let chat = &chat.body["data"]["myChat"]["id"];
    let query = own_events(60);
    let unread = async || {
        let mut sockets = Vec::new();
        for _ in 0..SOCKETS {
            let Some(mut socket) = Socket::open(address, &reader).await else { continue };
            for number in 0..SUBSCRIPTIONS {
                // A socket that the server has closed is not held.
                let _ = socket.subscribe(number, &query).await;
            }
            sockets.push(socket);
        }
        for _ in 0..LONG_MESSAGES {
            let reply = json!({ "chatId": chat, "body": long_text() });
            let replied = site.admin.change(OPERATORS, "messageReply", reply, "message { id }");
            let replied = replied.await;
            assert!(replied.is_done(), "{}: {}", replied.code, replied.body);
        }
        lines(query.len() * SUBSCRIPTIONS, sockets.len())
    };
    table.add(("5 sockets with 4 subscriptions, unread", By::Crowd), 1, Ends::Done, unread).await;
}

/// So many lines were held open, over each of which so much was sent.
fn lines(sent: usize, count: usize) -> Answered {
    let code = if count > 0 { DONE } else { "none was let in" };
    Answered { sent, bytes: 0, code: code.to_owned(), body: Value::Null }
}

async fn writes(visitor: &Caller, key: &str, body: &str) {
    let written = visitor.change(VISITORS, "messageWrite", message(key, body), "message { id }");
    let written = written.await;
    assert!(written.is_done(), "{}: {}", written.code, written.body);
}

/// Files that were sent over the years, of chats that nobody opens here.
fn store_files(site: &Site) {
    let path = site.installation.start.data.join("switchboard.sqlite");
    let path = path.to_str().expect("a path in UTF-8");
    let files = if is_whole() { ALL_FILES } else { FILES };
    println!("{files} files are stored");
    let mut connection = SqliteConnection::establish(path).expect("the database opens");
    let rows = format!(
        "PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = OFF;
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {files})
         INSERT INTO attachments (attachment_id, chat_id, message_id, place, kind, name, mime,
             size_bytes, sha256, has_thumbnail, state, extra, author_kind, attempt_count,
             next_attempt_at, created_at)
         SELECT n, n, n, 0, 'FILE', 'a.txt', 'text/plain', 1000, printf('%064x', n), FALSE, 'STORED',
             '{{}}', 'SYSTEM', 0, 0, 0
         FROM numbers;"
    );
    connection.batch_execute(&rows).expect("the files are stored");
}
