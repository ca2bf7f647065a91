//! A key makes a repeated call one call.

use crate::app::{ANSWERS, TestApp, words};
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::message::reply::reply;
use switchboard_model::event::EventKind;
use switchboard_store::testing::both_databases;

#[both_databases]
async fn fifty_calls_at_once_have_one_effect_and_one_answer(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let key = IdempotencyKey::new("key-1", "reply answer").expect("a key");
    let keyed = olga.clone().with_key(key);
    let calls = (0..50).map(|_| reply(&app.desk, &keyed, words(chat_id, "answer")));
    let mut answers = Vec::new();
    for done in futures::future::join_all(calls).await {
        let done = done.expect("each is answered");
        answers.push((done.value.message_id, done.cursor));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "all get the same answer");
    assert_eq!(app.count(EventKind::MessageCreated).await, 2, "one of each side");
    let other = IdempotencyKey::new("key-1", "reply other").expect("a key");
    let reused = reply(&app.desk, &olga.clone().with_key(other), words(chat_id, "other")).await;
    assert_eq!(reused.map_err(|error| error.code()), Err("IDEMPOTENCY_KEY_REUSED"));
}
