//! Guests that cannot send: the operator sees why, nothing is ever sent twice, and what surely did not
//! leave goes out after the fix.

use super::{
    guests::{Hostile, hoarder, silent_senders, talking_senders},
    neighbours::{Neighbours, good},
};
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, fake_telegram::Script, shop::update};

const CUSTOMER: i64 = 5_550_005_002;
/// As many tries as a delivery has, and some.
const PATIENCE: usize = 3;

async fn chat_of(neighbours: &Neighbours) -> String {
    neighbours.posts(&update(CUSTOMER, 1, "Where is my order?")).await;
    neighbours.rest().await;
    neighbours.chat_with("Where is my order?").await.expect("the chat is there")
}

fn reason(delivery: &Value, hostile: &Hostile) {
    let told = delivery["errorMessage"].as_str().expect("a reason");
    assert!(told.contains(hostile.reason), "{}: {told}", hostile.what);
    assert!(delivery["errorCode"].as_str().is_some_and(|code| code.starts_with("plugin.")));
}

async fn resend(neighbours: &Neighbours, delivery: &Value) {
    let input = json!({ "deliveryId": delivery["id"], "decision": "RESEND" });
    neighbours.board().change("deliveryRetry", input, "delivery { state }").await;
    neighbours.rest().await;
}

fn sent(neighbours: &Neighbours, text: &str) -> usize {
    let calls = neighbours.shop.calls("sendMessage");
    calls.iter().filter(|call| call.text("text") == text).count()
}

#[both_databases]
async fn what_surely_did_not_leave_is_tried_again_and_leaves_after_the_fix(
    mut neighbours: Neighbours,
) {
    let chat = chat_of(&neighbours).await;
    for hostile in silent_senders() {
        let what = hostile.what;
        neighbours = neighbours.swap(&hostile.plugin()).await;
        let reply = neighbours.replies(&chat, what).await;
        neighbours.app.settle().await;
        let waiting = neighbours.delivery(&reply).await;
        assert_eq!((&waiting["state"], &waiting["attemptCount"]), (&json!("QUEUED"), &json!(1)));
        reason(&waiting, &hostile);
        neighbours.neighbour_is_served().await;
        neighbours = neighbours.swap(&good()).await;
        neighbours.rest().await;
        assert_eq!(neighbours.delivery(&reply).await["state"], "SENT", "{what}");
        assert_eq!(sent(&neighbours, what), 1, "{what}");
    }
    let hostile = silent_senders().swap_remove(0);
    neighbours = neighbours.swap(&hostile.plugin()).await;
    let reply = neighbours.replies(&chat, "given up").await;
    for _ in 0..PATIENCE {
        neighbours.rest().await;
    }
    let given_up = neighbours.delivery(&reply).await;
    assert_eq!((&given_up["state"], &given_up["attemptCount"]), (&json!("FAILED"), &json!(12)));
    reason(&given_up, &hostile);
    neighbours = neighbours.swap(&good()).await;
    neighbours.rest().await;
    assert_eq!(sent(&neighbours, "given up"), 0, "the operator decides");
    resend(&neighbours, &given_up).await;
    assert_eq!(neighbours.delivery(&reply).await["state"], "SENT");
    assert_eq!(sent(&neighbours, "given up"), 1);
}

#[both_databases]
async fn what_may_have_left_is_never_sent_again_blindly(mut neighbours: Neighbours) {
    let chat = chat_of(&neighbours).await;
    for (count, hostile) in (1..).zip(talking_senders(&neighbours.shop.base_url())) {
        let what = hostile.what;
        let before = neighbours.shop.calls("sendMessage").len();
        neighbours = neighbours.swap(&hostile.plugin()).await;
        // What the platform refused with 4xx did not arrive; this it takes.
        neighbours.shop.script("sendMessage", Script::Answer(200, json!({ "ok": true })));
        let reply = neighbours.replies(&chat, what).await;
        neighbours.rest().await;
        let unsure = neighbours.delivery(&reply).await;
        assert_eq!(unsure["state"], "MAYBE_SENT", "{what}: {unsure}");
        reason(&unsure, &hostile);
        assert_eq!(neighbours.shop.calls("sendMessage").len(), before + 1, "{what}: one try");
        let shown = "{ deliveries(first: 10) { nodes { id } } }";
        let shown = neighbours.board().data(shown, json!({})).await;
        assert_eq!(shown["deliveries"]["nodes"].as_array().map(Vec::len), Some(count), "{what}");
        neighbours.neighbour_is_served().await;

        neighbours = neighbours.swap(&good()).await;
        neighbours.rest().await;
        assert_eq!(neighbours.delivery(&reply).await["state"], "MAYBE_SENT", "{what}");
        assert_eq!(sent(&neighbours, what), 0, "{what}: the fix sends nothing by itself");
    }
    let unsure = "{ deliveries(first: 10) { nodes { id } } }";
    let unsure = neighbours.board().data(unsure, json!({})).await;
    for delivery in unsure["deliveries"]["nodes"].as_array().expect("a list") {
        resend(&neighbours, delivery).await;
    }
    for hostile in talking_senders("") {
        assert_eq!(sent(&neighbours, hostile.what), 1, "sent again once, as the operator said");
    }
}

#[both_databases]
async fn a_full_plugin_storage_is_reported_and_is_the_channels_own(mut neighbours: Neighbours) {
    let chat = chat_of(&neighbours).await;
    let reply = neighbours.replies(&chat, "soon").await;
    neighbours.rest().await;
    let hostile = hoarder();
    neighbours = neighbours.swap(&hostile.plugin_with_time()).await;
    let input = json!({ "messageId": reply["id"] });
    neighbours.board().change("messageDelete", input, "message { id }").await;
    neighbours.rest().await;
    let failed = "{ deliveries(first: 10) { nodes { operation state errorCode errorMessage } } }";
    let failed = neighbours.board().data(failed, json!({})).await;
    let failed = &failed["deliveries"]["nodes"][0];
    assert_eq!((&failed["operation"], &failed["state"]), (&json!("DELETE"), &json!("FAILED")));
    assert_eq!(failed["errorCode"], "kv.full", "{failed}");
    let message = failed["errorMessage"].as_str().expect("a reason");
    assert!(message.contains(hostile.reason), "{message}");
    neighbours.neighbour_is_served().await;
}
