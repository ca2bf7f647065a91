//! Sends that go wrong: what the platform says decides what becomes of a delivery, and nothing is ever
//! sent again blindly.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    fake_telegram::Script,
    fixtures,
    shop::Shop,
};

const CUSTOMER: i64 = 5_550_003_001;
/// Longer than every wait between two attempts, in milliseconds.
const HOUR_MS: i64 = 3_600_000;

fn refusal(code: u16, description: &str) -> Script {
    let body = json!({ "ok": false, "error_code": code, "description": description });
    Script::Answer(code, body)
}

fn flood(seconds: u32) -> Script {
    Script::Answer(
        429,
        json!({
            "ok": false, "error_code": 429,
            "description": format!("Too Many Requests: retry after {seconds}"),
            "parameters": { "retry_after": seconds }
        }),
    )
}

fn texts(shop: &Shop) -> Vec<String> {
    shop.fake.calls("sendMessage").iter().map(|call| call.text("text")).collect()
}

async fn delivery(shop: &Shop, message: &Value) -> Value {
    shop.message(message["id"].as_str().expect("an id")).await["delivery"].clone()
}

async fn channel(shop: &Shop) -> Value {
    shop.board.data("{ channels { id state stateReason } }", json!({})).await["channels"][0].clone()
}

/// Is the customer of the newest chat reachable.
async fn is_reachable(shop: &Shop) -> bool {
    let chat = shop.newest_chat().await;
    chat["contact"]["identities"][0]["isReachable"].as_bool().expect("told")
}

#[both_databases]
async fn a_flood_waits_as_long_as_told_and_holds_back_its_chat_alone(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 61, "one").await;
    shop.fake.script("sendMessage", flood(14));
    let first = shop.replies(&chat, json!({ "body": "first" })).await;
    shop.replies(&chat, json!({ "body": "second" })).await;
    shop.app.settle().await;
    let waiting = delivery(&shop, &first).await;
    assert_eq!(waiting["state"], "QUEUED");
    assert_eq!(waiting["attemptCount"], 0, "being told to slow down is no attempt");
    assert_eq!(texts(&shop), ["first"]);
    shop.app.clock.pass_ms(13_000);
    shop.app.settle().await;
    assert_eq!(texts(&shop), ["first"], "not before the 14 seconds are over");
    shop.app.clock.pass_ms(2_000);
    shop.app.settle().await;
    for _ in 0..3 {
        shop.rest().await;
    }
    assert_eq!(texts(&shop), ["first", "first", "second"], "in the order of the chat");
    assert_eq!(delivery(&shop, &first).await["state"], "SENT");
}

#[tokio::test]
async fn one_chat_that_waits_does_not_hold_back_another() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    let slow = shop.customer_writes(CUSTOMER, 61, "one").await;
    let quick = shop.customer_writes(CUSTOMER + 1, 62, "two").await;
    shop.fake.script("sendMessage", refusal(500, "Internal Server Error"));
    shop.replies(&slow, json!({ "body": "slow" })).await;
    shop.app.settle().await;
    shop.replies(&slow, json!({ "body": "slow, next" })).await;
    shop.replies(&quick, json!({ "body": "quick" })).await;
    shop.app.settle().await;
    assert_eq!(texts(&shop), ["slow", "quick"]);
    for _ in 0..3 {
        shop.app.clock.pass_ms(HOUR_MS);
        shop.app.settle().await;
    }
    assert_eq!(texts(&shop), ["slow", "quick", "slow", "slow, next"]);
}

#[both_databases]
async fn a_customer_who_blocked_the_bot_is_unreachable(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 61, "one").await;
    shop.fake.script("sendMessage", refusal(403, "Forbidden: bot was blocked by the user"));
    let reply = shop.replies(&chat, json!({ "body": "first" })).await;
    shop.rest().await;
    let failed = delivery(&shop, &reply).await;
    assert_eq!(failed["state"], "FAILED");
    let reason = failed["errorMessage"].as_str().expect("a reason");
    assert!(reason.contains("blocked"), "{reason}");
    assert!(!is_reachable(&shop).await);
    shop.app.clock.pass_ms(HOUR_MS);
    shop.app.settle().await;
    assert_eq!(texts(&shop), ["first"], "it is not tried again by itself");

    let input = json!({ "deliveryId": failed["id"], "decision": "RESEND" });
    shop.board.change("deliveryRetry", input, "delivery { state }").await;
    shop.rest().await;
    assert_eq!(delivery(&shop, &reply).await["state"], "SENT", "the operator may try again");
    shop.customer_writes(CUSTOMER, 63, "I am back").await;
    assert!(is_reachable(&shop).await, "who writes can be written to");
}

#[both_databases]
async fn a_refused_token_breaks_the_channel_and_keeps_the_reply(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 61, "one").await;
    shop.fake.script("sendMessage", refusal(401, "Unauthorized"));
    let reply = shop.replies(&chat, json!({ "body": "first" })).await;
    shop.rest().await;
    let broken = channel(&shop).await;
    assert_eq!(broken["state"], "BROKEN");
    assert!(broken["stateReason"].as_str().is_some_and(|reason| !reason.is_empty()));
    assert_eq!(delivery(&shop, &reply).await["state"], "QUEUED", "the reply is kept");
    shop.app.clock.pass_ms(HOUR_MS);
    shop.app.settle().await;
    assert_eq!(texts(&shop).len(), 1, "a broken channel sends nothing");
    shop.customer_writes(CUSTOMER, 62, "are you there?").await;
    assert_eq!(shop.messages(&chat).await.len(), 3, "webhooks are still taken");

    let input = json!({ "channelId": broken["id"] });
    let mended = shop.board.change("channelConnect", input, "channel { state }").await;
    assert_eq!(mended["channel"]["state"], "ACTIVE");
    shop.rest().await;
    assert_eq!(delivery(&shop, &reply).await["state"], "SENT");
}

#[both_databases]
async fn a_line_cut_after_the_bytes_left_is_maybe_sent_until_the_operator_decides(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 61, "one").await;
    for (body, decision, state, sends) in
        [("accepted", "ACCEPT", "SENT", 1), ("again", "RESEND", "SENT", 2)]
    {
        shop.fake.script("sendMessage", Script::Cut);
        let reply = shop.replies(&chat, json!({ "body": body })).await;
        shop.rest().await;
        let unsure = delivery(&shop, &reply).await;
        assert_eq!(unsure["state"], "MAYBE_SENT", "{unsure}");
        shop.app.clock.pass_ms(HOUR_MS);
        shop.app.settle().await;
        let count = || texts(&shop).iter().filter(|text| *text == body).count();
        assert_eq!(count(), 1, "it is never sent again blindly");
        let input = json!({ "deliveryId": unsure["id"], "decision": decision });
        shop.board.change("deliveryRetry", input.clone(), "delivery { state }").await;
        shop.rest().await;
        assert_eq!(delivery(&shop, &reply).await["state"], state);
        assert_eq!(count(), sends, "{decision}");
        let again = shop.board.attempt("deliveryRetry", input, "delivery { state }").await;
        assert_eq!(again["userErrors"][0]["code"], "CONFLICT", "it is decided once");
    }
}

#[tokio::test]
async fn every_recorded_refusal_of_a_text() {
    let recorded = fixtures::json("telegram", "send-errors.json");
    let cases = recorded["cases"].as_array().expect("a list").iter();
    let cases: Vec<&Value> = cases
        .filter(|case| case.get("call").is_none() && case["response"].get("fault").is_none())
        .collect();
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    for (number, case) in (0..).zip(&cases) {
        let name = case["name"].as_str().expect("a name");
        let chat = shop.customer_writes(CUSTOMER + number, 100 + number, name).await;
        let status =
            case["response"]["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let answer = Script::Answer(status.expect("a status"), case["response"]["body"].clone());
        shop.fake.script("sendMessage", answer);
        let reply = shop.replies(&chat, json!({ "body": name })).await;
        shop.app.settle().await;
        let expect = &case["expect"];
        let state = match expect["class"].as_str().expect("a class") {
            "ok" => "SENT",
            "rate_limited" | "temporary" | "auth" => "QUEUED",
            "unknown_outcome" => "MAYBE_SENT",
            _ => "FAILED",
        };
        assert_eq!(delivery(&shop, &reply).await["state"], state, "{name}");
        assert_eq!(is_reachable(&shop).await, expect["contact_unreachable"] != true, "{name}");
        let is_broken = expect["channel_broken"] == true;
        let state = channel(&shop).await;
        assert_eq!(state["state"] == "BROKEN", is_broken, "{name}: {state}");
        if is_broken {
            let input = json!({ "channelId": state["id"] });
            shop.board.change("channelConnect", input, "channel { state }").await;
        }
        shop.app.clock.pass_ms(HOUR_MS);
        shop.app.settle().await;
        let count = texts(&shop).iter().filter(|text| *text == name).count();
        let is_sent_again = is_broken || expect["retryable"] == true;
        assert_eq!(count, if is_sent_again { 2 } else { 1 }, "{name}");
    }
    println!("telegram: {} recorded refusals of a text", cases.len());
}
