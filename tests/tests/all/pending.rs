//! What is said and not sent yet over the whole server: told to its author's other devices alone, found by no
//! search, and a message once its time has come.

use crate::drafts::from_now;
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

/// A word that stands in the reply alone.
const WORD: &str = "Wyoming";
const FEED: &str = "subscription($after: EventCursor) { events(after: $after) { \
    events { kind ... on PendingReplyEvent { pendingReply { body state } } } } }";
const OWN: &str = "query($id: ID!) { chat(id: $id) { \
    pendingReplies { id body state } draft(kind: REPLY) { body } } }";
const SAID: &str = "query($id: ID!) { chat(id: $id) { lastMessage { body } } }";

#[both_databases]
async fn what_waits_is_its_authors_until_it_is_sent(scene: Scene) {
    let mut phone = scene.nora.subscribe(FEED, from_now(&scene.app, &scene.nora).await).await;
    let mut colleague = scene.admin.subscribe(FEED, from_now(&scene.app, &scene.admin).await).await;
    let id = json!({ "id": scene.id("chat") });
    let input = json!({ "chatId": scene.id("chat"), "body": format!("{WORD} is far") });
    let made = scene.nora.change("replySchedule", input, "pendingReply { id state }").await;
    assert_eq!(made["pendingReply"]["state"], "WAITING");
    let told = phone.next(&scene.app).await["events"]["events"][0].clone();
    assert_eq!(told["kind"], "REPLY_SCHEDULED");
    assert_eq!(told["pendingReply"]["body"], format!("{WORD} is far"));
    let own = scene.nora.data(OWN, id.clone()).await;
    let is_it = |one: &&Value| one["id"] == made["pendingReply"]["id"];
    let all = own["chat"]["pendingReplies"].as_array().expect("a list");
    assert_eq!(all.iter().filter(is_it).count(), 1, "{own}");
    let others = scene.admin.data(OWN, id.clone()).await;
    assert_eq!(others["chat"]["pendingReplies"], json!([]), "{others}");

    scene.admin.change("closeReasonCreate", json!({ "name": "mark" }), "closeReason { id }").await;
    let told = colleague.next(&scene.app).await.to_string();
    assert!(told.contains("CLOSE_REASON_CREATED"), "{told}");
    assert!(!told.contains("REPLY_") && !told.contains(WORD), "{told}");
    scene.app.settle().await;
    let search = "query($query: String!) { search(query: $query, first: 5) { edges { cursor } } }";
    let found = scene.nora.data(search, json!({ "query": WORD })).await;
    assert_eq!(found["search"]["edges"], json!([]), "{found}");

    scene.app.clock.pass_ms(5_000);
    scene.app.settle().await;
    scene.app.log_shows_all().await;
    scene.app.settle().await;
    let said = scene.admin.data(SAID, id.clone()).await;
    assert_eq!(said["chat"]["lastMessage"]["body"], format!("{WORD} is far"), "{said}");
    let found = scene.nora.data(search, json!({ "query": WORD })).await;
    assert_eq!(found["search"]["edges"].as_array().map(Vec::len), Some(1), "{found}");
    let own = scene.nora.data(OWN, id).await;
    let all = own["chat"]["pendingReplies"].as_array().expect("a list");
    assert_eq!(all.iter().filter(is_it).count(), 0, "{own}");
    assert_eq!(own["chat"]["draft"], Value::Null, "{own}");
}
