//! What the customer sees of the company: who wrote (F25), who came and went, and when it was over (F35).

use super::{KEY, Website, writes};
use serde_json::{Value, json};
use switchboard_testkit::database::both_databases;

const SEEN: &str = "query($after: String) { myChat { operatorNames \
    messages(last: 50) { nodes { body authorName authorRole } } \
    timeline(first: 3, after: $after) { pageInfo { hasNextPage endCursor } \
    nodes { kind operatorName operatorRole } } } }";

/// F25, F35, F36.
#[both_databases]
async fn the_customer_sees_who_joined_left_and_wrote_and_that_it_was_closed(site: Website) {
    let visitor = site.app.visitor(KEY).await;
    writes(&visitor, "Where is my order?").await;
    site.app.settle().await;
    let chat = json!({ "chatId": site.newest().await["id"] });
    let with = |name: &str, value: Value| {
        let mut input = chat.clone();
        input[name] = value;
        input
    };
    let reason =
        site.board.change("closeReasonCreate", json!({ "name": "found" }), "closeReason { id }");
    let reason = reason.await["closeReason"]["id"].clone();
    for (name, input, selection) in [
        ("noteCreate", with("body", json!("he always asks that")), "note { id }"),
        ("messageReply", with("body", json!("It leaves today.")), "message { id }"),
        ("chatUpdate", with("subject", json!("An order")), "chat { id }"),
        ("chatLeave", chat.clone(), "chat { id }"),
        ("chatJoin", chat.clone(), "chat { id }"),
        ("chatClose", with("closeReasonId", reason), "chat { id }"),
    ] {
        site.board.change(name, input, selection).await;
    }
    let closed = visitor.data(SEEN, json!({})).await["myChat"].clone();
    assert_eq!(closed["operatorNames"], json!([]), "nobody takes part in a closed chat");
    writes(&visitor, "It did not.").await;

    let first = visitor.data(SEEN, json!({})).await["myChat"].clone();
    let wrote = |by: Value, body: &str| json!({ "body": body, "authorName": by, "authorRole": by });
    let messages = json!([
        wrote(Value::Null, "Where is my order?"),
        wrote(json!("Admin"), "It leaves today."),
        wrote(Value::Null, "It did not."),
    ]);
    assert_eq!(first["messages"]["nodes"], messages);

    let mut told = Vec::new();
    let mut page = first["timeline"].clone();
    loop {
        told.extend(page["nodes"].as_array().expect("items").iter().map(|item| {
            (item["kind"].clone(), item["operatorName"].clone(), item["operatorRole"].clone())
        }));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        let after = json!({ "after": page["pageInfo"]["endCursor"] });
        page = visitor.data(SEEN, after).await["myChat"]["timeline"].clone();
    }
    let alone = |kind: &str| (json!(kind), Value::Null, Value::Null);
    let of_admin = |kind: &str| (json!(kind), json!("Admin"), json!("Admin"));
    let all = [
        alone("REOPENED"),
        alone("CLOSED"),
        of_admin("JOINED"),
        of_admin("LEFT"),
        of_admin("JOINED"),
        alone("OPENED"),
    ];
    assert_eq!(told, all);
}
