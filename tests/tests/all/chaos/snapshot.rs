//! What a client reads when it begins, or when it is told to read again.

use super::{follower::Side, writer::persist};
use serde_json::{Value, json};
use switchboard_testkit::remote::Remote;

const PAGE: &str = "messages(first: 100, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor } }";

/// The place in the log before anything that is read from now on.
pub async fn head(remote: &Remote) -> String {
    let data = persist(remote, "{ headCursor }", &json!({})).await;
    text(&data["headCursor"])
}

/// The id of a visitor's chat.
pub async fn own_chat(visitor: &Remote) -> String {
    let data = persist(visitor, "{ myChat { id } }", &json!({})).await;
    text(&data["myChat"]["id"])
}

/// The ids of all messages that the side may see.
pub async fn messages(remote: &Remote, side: Side) -> Vec<String> {
    match side {
        Side::Visitor => {
            let query = format!("query($after: String) {{ chat: myChat {{ {PAGE} }} }}");
            pages(remote, &query, json!({})).await
        }
        Side::Operator => {
            let data = persist(remote, "{ chats(first: 100) { nodes { id } } }", &json!({})).await;
            let query = format!("query($id: ID!, $after: String) {{ chat(id: $id) {{ {PAGE} }} }}");
            let mut all = Vec::new();
            for chat in data["chats"]["nodes"].as_array().into_iter().flatten() {
                all.extend(pages(remote, &query, json!({ "id": chat["id"] })).await);
            }
            all
        }
    }
}

async fn pages(remote: &Remote, query: &str, mut variables: Value) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let data = persist(remote, query, &variables).await;
        let page = &data["chat"]["messages"];
        all.extend(page["nodes"].as_array().into_iter().flatten().map(|node| text(&node["id"])));
        if page["pageInfo"]["hasNextPage"] != json!(true) {
            return all;
        }
        variables["after"] = page["pageInfo"]["endCursor"].clone();
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
