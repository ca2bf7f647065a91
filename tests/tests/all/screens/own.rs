//! What is one's own: the keys of one's calls, and how far one has read.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, feed::Feed, graphql::Client, scene::Scene};

const KEYS: &str =
    "query($id: ID!) { chat(id: $id) { messages(last: 1) { nodes { body clientMutationId } } } }";
const UNREAD: &str = "query($id: ID!) { chat(id: $id) { inboundCount unreadCount \
    firstUnreadMessage { body } } }";
const FEED: &str = "subscription($after: EventCursor) { events(after: $after) { events { \
    ... on MessageEvent { kind message { clientMutationId } } ... on ChatEvent { kind readCount } } } }";

/// What the next reading of a chat tells.
async fn read_count(feed: &mut Feed, scene: &Scene) -> Value {
    loop {
        let batch = feed.next(&scene.app).await;
        let events = batch["events"]["events"].as_array().expect("events").clone();
        if let Some(read) = events.iter().find(|event| event["kind"] == "CHAT_READ") {
            return read["readCount"].clone();
        }
    }
}

async fn last_key(client: &Client, chat: &str) -> Value {
    let told = client.data(KEYS, json!({ "id": chat })).await;
    told["chat"]["messages"]["nodes"][0]["clientMutationId"].clone()
}

#[both_databases]
async fn w3_who_wrote_a_message_is_told_the_key_and_nobody_else(scene: Scene) {
    let chat = scene.id("chat");
    let before = scene.app.head(&scene.nora).await;
    let input = json!({ "clientMutationId": "own-1", "chatId": chat, "body": "yes" });
    let made = scene.nora.change("messageReply", input, "message { clientMutationId }").await;
    assert_eq!(made["message"]["clientMutationId"], "own-1");
    assert_eq!(last_key(&scene.nora, chat).await, "own-1");
    assert_eq!(last_key(&scene.reader, chat).await, Value::Null);
    assert_eq!(last_key(&scene.admin, chat).await, Value::Null);
    for (client, key) in [(&scene.reader, Value::Null), (&scene.nora, json!("own-1"))] {
        let mut feed = client.subscribe(FEED, json!({ "after": before })).await;
        let batch = feed.next(&scene.app).await;
        let events = batch["events"]["events"].as_array().expect("events").clone();
        let told = events.iter().find(|event| event["kind"] == "MESSAGE_CREATED").expect("told");
        assert_eq!(told["message"]["clientMutationId"], key);
    }

    let input = json!({ "clientMutationId": "theirs-1", "body": "thanks" });
    scene.visitor.change("messageWrite", input, "message { id }").await;
    let own = "{ myChat { messages(last: 2) { nodes { clientMutationId } } } }";
    let told = scene.visitor.data(own, json!({})).await;
    let keys = json!([{ "clientMutationId": null }, { "clientMutationId": "theirs-1" }]);
    assert_eq!(told["myChat"]["messages"]["nodes"], keys);
    assert_eq!(last_key(&scene.nora, chat).await, Value::Null);
}

#[both_databases]
async fn w4_what_is_unread_is_told_by_where_it_begins(scene: Scene) {
    let chat = scene.id("platformChat");
    scene.nora.change("chatMarkRead", json!({ "chatId": chat }), "chat { id }").await;
    let unread = async || scene.nora.data(UNREAD, json!({ "id": chat })).await["chat"].clone();
    let read = json!({ "inboundCount": 1, "unreadCount": 0, "firstUnreadMessage": null });
    assert_eq!(unread().await, read);
    for (id, body) in [("71", "first new"), ("72", "second new")] {
        scene.app.clock.pass_ms(1_000);
        scene.writes(id, body).await;
    }
    let reply = json!({ "chatId": chat, "body": "not theirs" });
    scene.admin.change("messageReply", reply, "message { id }").await;
    let new = json!({ "inboundCount": 3, "unreadCount": 2,
        "firstUnreadMessage": { "body": "first new" } });
    assert_eq!(unread().await, new);

    let before = scene.app.head(&scene.nora).await;
    scene.nora.change("chatMarkRead", json!({ "chatId": chat }), "chat { id }").await;
    let mut feed = scene.nora.subscribe(FEED, json!({ "after": before })).await;
    assert_eq!(read_count(&mut feed, &scene).await, 3);
    scene.nora.change("chatMarkUnread", json!({ "chatId": chat }), "chat { id }").await;
    assert_eq!(read_count(&mut feed, &scene).await, 2);
    assert_eq!(unread().await["firstUnreadMessage"]["body"], "second new");
}
