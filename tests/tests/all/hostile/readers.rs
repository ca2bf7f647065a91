//! Guests that cannot read: one bad version after the other, then the good one and one mutation.

use super::{guests, neighbours::Neighbours, neighbours::good};
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, shop::update};

const CUSTOMER: i64 = 5_550_005_001;

/// The customer corrects a message.
fn correction(number: i64, of: i64, text: &str) -> Value {
    let mut body = update(CUSTOMER, of, text);
    let mut message = body["message"].take();
    message["edit_date"] = json!(1_764_003_000 + number);
    json!({ "update_id": 800_000 + number, "edited_message": message })
}

#[both_databases]
async fn what_no_version_could_read_comes_in_once_and_in_order_after_the_fix(
    mut neighbours: Neighbours,
) {
    let mut expected = Vec::new();
    for (number, hostile) in (1..).zip(guests::readers()) {
        let what = hostile.what;
        neighbours = neighbours.swap(&hostile.plugin()).await;
        let text = format!("while it {what}");
        neighbours.posts(&update(CUSTOMER, number, &text)).await;
        neighbours.neighbour_is_served().await;
        neighbours.rest().await;
        let failed = neighbours.failed().await;
        assert_eq!(failed.len(), expected.len() + 1, "{what}: kept, and shown");
        let last = failed.last().expect("one");
        assert_eq!(last["state"], "DEAD", "{what}");
        assert_eq!(last["channel"]["id"], neighbours.channel_id, "{what}");
        assert_eq!(last["attemptCount"], if hostile.is_final { 1 } else { 5 }, "{what}");
        let reason = last["error"].as_str().expect("a reason");
        assert!(reason.contains(hostile.reason), "{what}: {reason}");
        let version = last["pluginVersion"].as_str().expect("a version");
        assert!(version.contains("1.0.0"), "{what}: {version}");
        assert_eq!(neighbours.texts_of("shop").await, Vec::<Vec<String>>::new(), "{what}");
        expected.push(text);
    }
    // The platform repeats one that was acknowledged, and tells of a correction: both fail too.
    neighbours.posts(&update(CUSTOMER, 1, &expected[0])).await;
    neighbours.posts(&correction(90, 2, "I meant something else")).await;
    "I meant something else".clone_into(&mut expected[1]);
    neighbours.rest().await;

    neighbours = neighbours.swap(&good()).await;
    neighbours.rest().await;
    assert_eq!(
        neighbours.failed().await.len(),
        expected.len() + 2,
        "the fix alone changes nothing"
    );
    let count = neighbours.replay().await;
    assert_eq!(count, i64::try_from(expected.len()).expect("few") + 2);
    assert_eq!(neighbours.failed().await, Vec::<Value>::new());
    assert_eq!(neighbours.texts_of("shop").await, [expected], "each once, in its order");
    assert_eq!(neighbours.replay().await, 0, "there is nothing left to replay");

    neighbours.posts(&update(CUSTOMER, 95, "and now?")).await;
    neighbours.rest().await;
    let chat = neighbours.chat_with("and now?").await.expect("it is in order again");
    neighbours.replies(&chat, "All is well.").await;
    neighbours.rest().await;
    assert_eq!(neighbours.shop.calls("sendMessage")[0].text("text"), "All is well.");
}
