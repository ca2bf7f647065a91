//! A plugin that fails at one thing after the other is suspended, alone; what waits for it comes in
//! after the fix.

use super::{
    guests,
    neighbours::{Neighbours, good},
};
use serde_json::json;
use switchboard_host::limits::{STRIKES_IN_A_ROW, SUSPENSION};
use switchboard_testkit::{database::both_databases, shop::update};

const CUSTOMER: i64 = 5_550_005_003;
/// More messages than failures in a row that a plugin is borne.
const MESSAGES: i64 = 12;

#[both_databases]
async fn a_suspended_plugin_loses_nothing(mut neighbours: Neighbours) {
    let hostile = guests::readers().swap_remove(1);
    neighbours = neighbours.swap(&hostile.plugin()).await;
    let texts: Vec<String> = (0..MESSAGES).map(|number| format!("message {number}")).collect();
    for (number, text) in (1..).zip(&texts) {
        neighbours.posts(&update(CUSTOMER, number, text)).await;
        neighbours.app.settle().await;
    }
    neighbours.rest().await;
    neighbours.neighbour_is_served().await;
    let failed = neighbours.failed().await;
    assert_eq!(failed.len(), texts.len(), "all are kept and shown");
    let last = failed.last().expect("some")["error"].as_str().expect("a reason").to_owned();
    assert!(last.contains("is suspended") && last.contains(hostile.reason), "{last}");

    neighbours = neighbours.swap(&good()).await;
    assert_eq!(neighbours.replay().await, MESSAGES);
    assert_eq!(neighbours.texts_of("shop").await, [texts], "each once, in its order");
}

#[both_databases]
async fn a_suspended_plugin_that_works_again_sends_what_waited(mut neighbours: Neighbours) {
    neighbours.posts(&update(CUSTOMER, 1, "Where is my order?")).await;
    neighbours.rest().await;
    let chat = neighbours.chat_with("Where is my order?").await.expect("the chat is there");
    neighbours = neighbours.swap(&guests::half_blind().plugin()).await;
    for number in (2..).take(STRIKES_IN_A_ROW) {
        neighbours.posts(&update(CUSTOMER, number, &format!("message {number}"))).await;
        neighbours.app.settle().await;
    }
    let reply = neighbours.replies(&chat, "On its way.").await;
    neighbours.app.settle().await;
    let waiting = neighbours.delivery(&reply).await;
    assert_eq!(waiting["state"], "QUEUED");
    assert_eq!(waiting["errorCode"], "plugin.suspended", "{waiting}");
    let pause_ms = i64::try_from(SUSPENSION.as_millis()).expect("a pause");
    neighbours.app.clock.pass_ms(pause_ms);
    neighbours.app.settle().await;
    let sent = neighbours.delivery(&reply).await;
    assert_eq!(sent["state"], "SENT", "{sent}");
    assert_eq!(neighbours.failed().await.len(), STRIKES_IN_A_ROW, "what it read wrong waits");
    assert_eq!(sent["attemptCount"], json!(2));
}
