//! Guests that cannot tell what is authentic: nothing is acknowledged, so the platform repeats, and the
//! first repetition after the fix comes in. What strangers post cannot take the plugin down.

use super::{guests, neighbours::Neighbours, neighbours::good};
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, shop::update};

const CUSTOMER: i64 = 5_550_005_006;
/// More forged requests than failures that a plugin is borne.
const FORGED: i64 = 15;

#[both_databases]
async fn what_cannot_be_checked_is_not_acknowledged_and_comes_in_after_the_fix(
    mut neighbours: Neighbours,
) {
    neighbours.posts(&update(CUSTOMER, 1, "Where is my order?")).await;
    neighbours.rest().await;
    let chat = neighbours.chat_with("Where is my order?").await.expect("the chat is there");

    neighbours = neighbours.swap(&guests::half_blind().plugin_that_checks()).await;
    for number in 0..FORGED {
        let (status, answer) = neighbours.hook("shop", &json!({ "forged": number })).await;
        assert_eq!(status, 503, "{answer}");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer["error"]["code"], "UNAVAILABLE");
    }
    let real = update(CUSTOMER, 2, "Still waiting");
    assert_eq!(neighbours.hook("shop", &real).await.0, 503, "nobody could check it");
    neighbours.rest().await;
    assert_eq!(neighbours.failed().await, Vec::<Value>::new(), "nothing was stored");
    let reply = neighbours.replies(&chat, "On its way.").await;
    neighbours.rest().await;
    assert_eq!(neighbours.delivery(&reply).await["state"], "SENT", "strangers suspend nobody");
    neighbours.neighbour_is_served().await;

    neighbours = neighbours.swap(&good()).await;
    neighbours.posts(&real).await;
    neighbours.posts(&real).await;
    neighbours.rest().await;
    let expected = ["Where is my order?", "On its way.", "Still waiting"];
    assert_eq!(neighbours.texts_of("shop").await, [expected], "each once");
}
