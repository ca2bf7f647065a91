//! The deepest operations that are allowed are answered, by a server process with its own threads.

use serde_json::{Value, json};
use switchboard_testkit::{
    installation::{Installation, WEB_CHANNEL},
    remote::{Remote, visitor_secret},
};

/// Ways from a chat back to a chat: what opens them, what closes them, and their levels.
const WAYS: [(&str, &str, usize); 5] = [
    ("lastMessage { chat { ", "} } ", 2),
    ("messages(first: 1) { nodes { chat { ", "} } } ", 3),
    ("contact { chats(first: 1) { nodes { ", "} } } ", 3),
    ("notes(first: 1) { nodes { chat { ", "} } } ", 3),
    (
        "messages(first: 1) { nodes { author { ... on Contact { chats(first: 1) { nodes { ",
        "} } } } } } ",
        5,
    ),
];
/// Levels that a document may have.
const LEVELS: usize = 16;
/// `chats`, `nodes` and the last field.
const FRAME: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn operations_of_all_allowed_levels_are_answered() {
    let installation = Installation::new();
    let token = installation.admin_token("ada");
    let server = installation.serve();
    let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
    let visitor = Remote::new(format!("{}/visitor/graphql", server.url("")), Some(secret));
    let write = "mutation { messageWrite(input: { clientMutationId: \"one\", body: \"hello\" }) { message { id } } }";
    visitor.data(write, json!({})).await;
    let admin = Remote::new(format!("{}/graphql", server.url("")), Some(token));
    let chats = admin.data("{ chats { nodes { id } } }", json!({})).await;
    let note = "mutation($id: ID!) { noteCreate(input: { chatId: $id, body: \"a note\" }) { note { id } } }";
    admin.data(note, json!({ "id": chats["chats"]["nodes"][0]["id"] })).await;
    for (open, close, levels) in WAYS {
        for times in 1..=LEVELS / levels + 1 {
            let document = format!(
                "{{ chats(first: 1) {{ nodes {{ {} id {} }} }} }}",
                open.repeat(times),
                close.repeat(times)
            );
            let answer = admin.send(&document, &json!({})).await;
            let (_, body) = answer.unwrap_or_else(|error| panic!("{document}: {error}"));
            if FRAME + levels * times > LEVELS {
                assert_eq!(body["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{document}");
            } else {
                assert_eq!(body.get("errors"), None, "{document}: {body:#}");
                assert_ne!(body["data"]["chats"]["nodes"], Value::Null, "{document}");
            }
        }
    }
}
