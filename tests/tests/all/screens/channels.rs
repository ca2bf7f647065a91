//! What the screens of channels are told of each plugin, and what composers are told before anything is sent.

use crate::hostile::neighbours::{Neighbours, good_as, manifest};
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, shop::update};

/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn route(server: &Neighbours, chat: &str) -> Value {
    let query = "query($id: ID!) { chat(id: $id) { routes { replyUntil \
        channel { capabilities { replyWindowMs } } } } }";
    let told = server.board().data(query, json!({ "id": chat })).await;
    told["chat"]["routes"][0].clone()
}

/// F94: the rules of platforms are told before anything is sent.
#[both_databases]
async fn w8_until_when_an_address_can_be_written_to_is_told(server: Neighbours) {
    let manifest = manifest("2.1.0") + &format!("reply_window_ms = {DAY_MS}\n");
    let server = server.swap(&good_as(&manifest)).await;
    server.posts(&update(7, 1, "hello")).await;
    assert_eq!(server.hook("telegram", &update(8, 2, "hi")).await.0, 200);
    server.app.settle().await;
    let chat = server.chat_with("hello").await.expect("the shop's chat");
    let neighbour = server.chat_with("hi").await.expect("the neighbour's chat");

    let open = route(&server, &chat).await;
    assert_eq!(open["channel"]["capabilities"]["replyWindowMs"], DAY_MS);
    assert!(open["replyUntil"].is_string(), "{open}");
    let endless = json!({ "replyUntil": null,
        "channel": { "capabilities": { "replyWindowMs": null } } });
    assert_eq!(route(&server, &neighbour).await, endless);

    server.app.clock.pass_ms(DAY_MS);
    assert_eq!(route(&server, &chat).await["replyUntil"], open["replyUntil"]);
    server.replies(&chat, "in time").await;
    server.app.clock.pass_ms(1);
    assert_eq!(route(&server, &chat).await["replyUntil"], Value::Null);
    let late = json!({ "chatId": chat, "body": "too late" });
    let refused = server.board().attempt("messageReply", late, "message { id }").await;
    assert_eq!(refused["userErrors"][0]["code"], "CONFLICT");
    assert_eq!(refused["message"], Value::Null);
}
