//! What a visitor changes of what they said is seen at once by the operators and on the visitor's other tabs.

use super::{Website, key, writes};
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, feed::Feed, graphql::Client};

const OPERATORS: &str = "subscription($after: EventCursor) { events(after: $after, topics: [CHATS]) \
    { events { kind ... on MessageEvent { message { body editedAt deletedAt } } } } }";
const VISITORS: &str = "subscription($after: EventCursor) { myChat(after: $after) \
    { events { kind message { body editedAt deletedAt } } } }";

/// A feed of what happens from now on.
async fn follow(site: &Website, client: &Client, feed: &str) -> Feed {
    let after = site.app.head(client).await;
    client.subscribe(feed, json!({ "after": after })).await
}

/// The message of the next event of this kind.
async fn next(site: &Website, feed: &mut Feed, field: &str, kind: &str) -> Value {
    loop {
        let batch = feed.next(&site.app).await[field].clone();
        let events = batch["events"].as_array().expect("events");
        if let Some(event) = events.iter().find(|event| event["kind"] == kind) {
            return event["message"].clone();
        }
    }
}

/// F27, F28.
#[both_databases]
async fn w13_what_a_visitor_edits_and_deletes_is_seen_on_both_sides(site: Website) {
    let secret = site.start(None).await;
    let (tab, other_tab) = (site.visitor(Some(secret.clone())), site.visitor(Some(secret)));
    let id = writes(&tab, "Where is my odrer?").await;
    site.app.settle().await;
    let mut board = follow(&site, &site.board, OPERATORS).await;
    let mut tab_feed = follow(&site, &other_tab, VISITORS).await;

    let better = json!({ "messageId": id, "body": "Where is my order?" });
    let selection = "message { body editedAt changeableUntil }";
    let edited = tab.change("messageEdit", better, selection).await["message"].clone();
    assert_eq!(edited["body"], "Where is my order?");
    assert!(edited["editedAt"].is_string() && edited["changeableUntil"].is_string());
    let seen = next(&site, &mut board, "events", "MESSAGE_EDITED").await;
    assert_eq!((&seen["body"], &seen["editedAt"]), (&edited["body"], &edited["editedAt"]));
    let seen = next(&site, &mut tab_feed, "myChat", "MESSAGE_CHANGED").await;
    assert_eq!(seen["body"], edited["body"]);

    let gone = tab.change("messageDelete", json!({ "messageId": id }), selection).await;
    assert_eq!(
        (&gone["message"]["body"], &gone["message"]["changeableUntil"]),
        (&json!(""), &Value::Null)
    );
    let seen = next(&site, &mut board, "events", "MESSAGE_DELETED").await;
    assert!(seen["deletedAt"].is_string() && seen["body"] == "", "{seen:#}");
    let seen = next(&site, &mut tab_feed, "myChat", "MESSAGE_CHANGED").await;
    assert!(seen["deletedAt"].is_string(), "{seen:#}");
    let again =
        json!({ "body": "Where is my odrer?", "clientMutationId": key("Where is my odrer?") });
    let again = tab.change("messageWrite", again, "message { id body }").await;
    assert_eq!(again["message"], json!({ "id": id, "body": "" }), "its key brings nothing back");
}
