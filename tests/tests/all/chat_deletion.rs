//! A chat is deleted, for operators, their feeds, the search, its files and its visitor (F22).

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

const CHAT: &str = "query($id: ID!) { chat(id: $id) { number \
    messages(first: 10) { nodes { attachments { url } } } } }";
const FEED: &str = "subscription($after: EventCursor) { events(after: $after, topics: [CHATS]) { \
    events { kind subjectId ... on ChatEvent { chat { id } } } } }";
const OWN: &str = "subscription($after: EventCursor) { myChat(after: $after) { \
    events { kind } resetReason } }";

/// How many texts the admin finds.
async fn found(scene: &Scene, text: &str) -> Value {
    let query = "query($query: String!) { search(query: $query) { totalCount } }";
    let page = scene.admin.data(query, json!({ "query": text })).await;
    page["search"]["totalCount"].clone()
}

/// F22.
#[both_databases]
async fn a_deleted_chat_is_gone_for_all_who_saw_it(scene: Scene) {
    let chat = json!({ "id": scene.id("chat") });
    let before = scene.nora.data(CHAT, chat.clone()).await["chat"].clone();
    let messages = before["messages"]["nodes"].as_array().expect("messages");
    let link = messages.iter().find_map(|one| one["attachments"][0]["url"].as_str());
    let link = link.expect("a file with a link").to_owned();
    assert_eq!(scene.app.send("GET", &link, "").await.0, 200);
    assert_eq!(found(&scene, "answers").await, 1);
    let head = scene.app.head(&scene.nora).await;
    let mut feed = scene.nora.subscribe(FEED, json!({ "after": head })).await;
    let head = scene.app.head(&scene.visitor).await;
    let mut own = scene.visitor.subscribe(OWN, json!({ "after": head })).await;

    let input = json!({ "chatId": scene.id("chat"), "number": before["number"] });
    let made = scene.admin.change("chatDelete", input, "deletedId").await;
    assert_eq!(made["deletedId"], scene.id("chat"));
    assert_eq!(scene.nora.data(CHAT, chat).await["chat"], Value::Null);
    assert_eq!(scene.visitor.data("{ myChat { id } }", json!({})).await["myChat"], Value::Null);
    assert_eq!(scene.app.send("GET", &link, "").await.0, 404, "a link opens nothing any more");

    scene.app.settle().await;
    let told = feed.next(&scene.app).await["events"]["events"].clone();
    let told = told.as_array().expect("events").iter();
    let of_chat: Vec<&Value> = told.filter(|event| event["kind"] == "CHAT_DELETED").collect();
    assert_eq!(of_chat.len(), 1, "who saw it drops it from the lists");
    assert_eq!(of_chat[0]["chat"], Value::Null);
    let batch = own.next(&scene.app).await["myChat"].clone();
    assert_eq!(batch, json!({ "events": [], "resetReason": "CHAT_DELETED" }));
    assert_eq!(found(&scene, "answers").await, 0);

    let said = json!({ "clientMutationId": "again", "body": "hello again" });
    scene.visitor.change("messageWrite", said, "message { id }").await;
    let own = "{ myChat { messages(first: 5) { nodes { body } } } }";
    let chat = scene.visitor.data(own, json!({})).await["myChat"].clone();
    assert_eq!(chat["messages"]["nodes"], json!([{ "body": "hello again" }]));
}
