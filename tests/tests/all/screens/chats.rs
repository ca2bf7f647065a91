//! A chat is shown from any of its messages, and all that stands in it in one order.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

const AROUND: &str = "query($id: ID!, $around: ID, $first: Int) { chat(id: $id) { \
    messages(around: $around, first: $first) { nodes { id body } edges { cursor } \
    pageInfo { hasPreviousPage hasNextPage startCursor } } } }";
const ENTRIES: &str = "query($id: ID!, $around: ID, $first: Int, $after: String, \
    $kinds: [ChatEntryKind!]) { chat(id: $id) { entries(around: $around, first: $first, \
    after: $after, kinds: $kinds) { pageInfo { hasPreviousPage hasNextPage endCursor } nodes { \
    __typename ... on Message { id body } ... on Note { id body } ... on TimelineItem { id kind } } } } }";

/// Writes so many messages into the platform's chat, and gives their ids in order.
async fn talk(scene: &Scene, count: usize) -> Vec<String> {
    for number in 0..count {
        scene.app.clock.pass_ms(1_000);
        scene.writes(&(50 + number).to_string(), &format!("line {number}")).await;
    }
    let query = "query($id: ID!) { chat(id: $id) { messages(last: 100) { nodes { id body } } } }";
    let told = scene.nora.data(query, json!({ "id": scene.id("platformChat") })).await;
    let nodes = told["chat"]["messages"]["nodes"].as_array().expect("messages").iter();
    let lines = nodes.filter(|one| one["body"].as_str().is_some_and(|b| b.starts_with("line")));
    lines.filter_map(|one| one["id"].as_str().map(str::to_owned)).collect()
}

async fn page(scene: &Scene, query: &str, list: &str, mut variables: Value) -> Value {
    variables["id"] = json!(scene.id("platformChat"));
    scene.nora.data(query, variables).await["chat"][list].clone()
}

fn column(page: &Value, name: &str) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("rows").iter();
    nodes.filter_map(|one| one[name].as_str().map(str::to_owned)).collect()
}

/// F14, F24, F29.
#[both_databases]
async fn w2_messages_are_shown_around_one_of_them(scene: Scene) {
    let ids = talk(&scene, 9).await;
    let around = async |id: &str, first: Option<i64>| {
        page(&scene, AROUND, "messages", json!({ "around": id, "first": first })).await
    };
    let middle = around(&ids[4], Some(5)).await;
    assert_eq!(column(&middle, "id"), ids[2..7]);
    assert_eq!(middle["pageInfo"]["hasPreviousPage"], true);
    assert_eq!(middle["pageInfo"]["hasNextPage"], true);
    let end = around(&ids[8], Some(5)).await;
    assert_eq!(column(&end, "id"), ids[6..9]);
    assert_eq!(end["pageInfo"]["hasNextPage"], false);
    assert_eq!(column(&around(&ids[4], Some(1)).await, "id"), [ids[4].clone()]);
    assert!(around(&ids[0], None).await["edges"].as_array().is_some_and(|all| all.len() >= 10));

    let chat = scene.id("platformChat");
    let cursor = &middle["pageInfo"]["startCursor"];
    let both = "query($id: ID!, $around: ID, $after: String) { chat(id: $id) { \
        messages(around: $around, after: $after) { nodes { id } } } }";
    for variables in [
        json!({ "id": chat, "around": ids[0], "after": cursor }),
        json!({ "id": chat, "around": scene.id("message") }),
    ] {
        let answer = scene.nora.send(both, variables).await;
        assert_eq!(answer.body["errors"][0]["extensions"]["code"], "INVALID", "{}", answer.body);
    }
}

/// F19, F24, F104.
#[both_databases]
async fn w2_all_that_stands_in_a_chat_is_one_list_that_arrivals_do_not_shift(scene: Scene) {
    let ids = talk(&scene, 2).await;
    scene.app.clock.pass_ms(1_000);
    let chat = scene.id("platformChat");
    let note = json!({ "chatId": chat, "body": "a remark" });
    let note = scene.nora.change("noteCreate", note, "note { id }").await["note"]["id"].clone();
    scene.app.clock.pass_ms(1_000);
    scene.nora.change("chatUpdate", json!({ "chatId": chat, "subject": "x" }), "chat { id }").await;
    scene.app.clock.pass_ms(1_000);
    scene.writes("90", "the last").await;

    let whole = page(&scene, ENTRIES, "entries", json!({ "first": 100 })).await;
    let all = column(&whole, "id");
    let newest = &whole["nodes"].as_array().expect("rows")[all.len() - 5..];
    let kinds: Vec<&Value> = newest.iter().map(|one| &one["__typename"]).collect();
    assert_eq!(kinds, ["Message", "Message", "Note", "TimelineItem", "Message"]);
    assert_eq!(newest[3]["kind"], "CHAT_UPDATED");

    let mut met = Vec::new();
    let mut after = Value::Null;
    for number in 0.. {
        let variables = json!({ "first": 3, "after": after });
        let some = page(&scene, ENTRIES, "entries", variables).await;
        met.extend(column(&some, "id"));
        if some["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = some["pageInfo"]["endCursor"].clone();
        if number < 2 {
            scene.app.clock.pass_ms(1_000);
            scene.writes(&(200 + number).to_string(), "meanwhile").await;
        }
    }
    assert_eq!(met[..all.len()], all, "what was there is met once and in order");

    let variables = json!({ "around": note, "first": 3 });
    let around = page(&scene, ENTRIES, "entries", variables).await;
    assert_eq!(column(&around, "__typename"), ["Message", "Note", "TimelineItem"]);
    assert_eq!(column(&around, "id")[0], ids[1]);
    let variables = json!({ "around": note, "first": 3, "kinds": ["NOTE"] });
    let notes = page(&scene, ENTRIES, "entries", variables).await;
    assert_eq!(column(&notes, "__typename"), ["Note"]);
    let variables = json!({ "id": chat, "around": scene.id("contactNote") });
    let elsewhere = scene.nora.send(ENTRIES, variables).await;
    assert_eq!(elsewhere.body["errors"][0]["extensions"]["code"], "INVALID");
}
