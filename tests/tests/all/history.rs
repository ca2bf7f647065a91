//! What happened to a chat is told for as long as there is the chat, whatever became of the log.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

/// Longer than the log is kept, in ms.
const MONTH_MS: i64 = 31 * 24 * 60 * 60 * 1_000;
const TIMELINE: &str = "query($id: ID!, $after: String) { chat(id: $id) { \
    timeline(first: 3, after: $after) { pageInfo { hasNextPage endCursor } nodes { id kind round at changed \
    author { __typename ... on Operator { name } } operator { name } team { name } \
    closeReason { name } statusBefore statusAfter } } } }";

/// The whole timeline of the platform's chat, page by page.
async fn timeline(scene: &Scene) -> Vec<Value> {
    let mut items = Vec::new();
    let mut after = Value::Null;
    loop {
        let variables = json!({ "id": scene.id("platformChat"), "after": after });
        let page = scene.admin.data(TIMELINE, variables).await["chat"]["timeline"].clone();
        items.extend(page["nodes"].as_array().expect("items").clone());
        if page["pageInfo"]["hasNextPage"] == false {
            return items;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// F19, F52.
#[both_databases]
async fn the_timeline_is_complete_when_the_log_is_cut(scene: Scene) {
    let chat = scene.id("platformChat");
    let there = json!({ "status": "ONLINE" });
    scene.nora.change("operatorSetStatus", there, "operator { id }").await;
    for (name, input) in [
        ("chatAssign", json!({ "chatId": chat, "teamId": scene.id("otherTeam") })),
        ("chatClose", json!({ "chatId": chat, "closeReasonId": scene.id("reason") })),
        ("chatReopen", json!({ "chatId": chat })),
    ] {
        scene.admin.change(name, input, "chat { id }").await;
    }
    let told = timeline(&scene).await;
    let kinds: Vec<&str> = told.iter().filter_map(|item| item["kind"].as_str()).collect();
    let all = ["CHAT_REOPENED", "CHAT_CLOSED", "CHAT_ASSIGNED", "CHAT_JOINED", "CHAT_OPENED"];
    assert_eq!(kinds, all);
    let rounds: Vec<_> = told.iter().filter_map(|item| item["round"].as_i64()).collect();
    assert_eq!(rounds, [2, 1, 1, 1, 1], "opening it again begins the second round");
    assert_eq!(told[1]["author"], json!({ "__typename": "Operator", "name": "Admin" }));
    assert_eq!(told[1]["statusAfter"], "CLOSED");
    assert!(told[1]["closeReason"]["name"].is_string(), "{}", told[1]);
    assert_eq!(told[2]["team"]["name"], "Day");

    scene.app.clock.pass_ms(MONTH_MS);
    scene.app.log_shows_all().await;
    while scene.app.app.flow.prune_once().await.expect("it prunes") > 0 {}
    assert_eq!(timeline(&scene).await, told, "the timeline is as it was");
}
