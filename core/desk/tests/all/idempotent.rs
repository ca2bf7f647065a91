//! A key makes a repeated call one call.

use crate::app::{ANSWERS, TestApp, words};
use crate::shorthand::actor;
use switchboard_desk::attachment::begin::{BeginInput, begin};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::message::reply::reply;
use switchboard_desk::{Context, DeskError};
use switchboard_model::actor::{Credential, OperatorActor};
use switchboard_model::event::EventKind;
use switchboard_model::{Actor, Permission, TokenId};
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

#[both_databases]
async fn a_repeated_call_is_told_what_its_caller_may_see_today(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let keyed = |context: &Context| {
        context.clone().with_key(IdempotencyKey::new("key-1", "the same").expect("a key"))
    };
    let olga = app.operator("olga", ANSWERS, true).await;
    let inside = actor(&olga);
    let first = reply(&app.desk, &keyed(&olga), words(chat_id, "answer")).await.expect("done");
    let upload = || BeginInput {
        chat_id: Some(chat_id),
        name: "a.txt".to_owned(),
        mime: None,
        size_bytes: 1,
    };
    let file = |context: &Context| {
        context.clone().with_key(IdempotencyKey::new("key-2", "a file").expect("a key"))
    };
    begin(&app.desk, &file(&olga), upload()).await.expect("begun");

    let held = vec![Permission::ChatRead];
    let acting = |credential, channels| {
        let (id, held) = (inside.operator_id, held.clone());
        Context::of(Actor::Operator(OperatorActor::new(id, credential, held, Vec::new(), channels)))
    };
    let channels = vec![app.channel.channel_id];
    let reader = acting(Credential::Console, channels.clone());
    let again = reply(&app.desk, &keyed(&reader), words(chat_id, "answer")).await.expect("told");
    assert_eq!(again.value.message_id, first.value.message_id, "what may be read is told");
    let path = begin(&app.desk, &file(&reader), upload()).await;
    assert!(matches!(path.err(), Some(DeskError::NoLongerVisible { .. })), "a path is not");

    // Of the chat only those who take part know: the reply made Olga one of them.
    leave(&app.desk, &olga, LeaveInput { chat_id }).await.expect("left");
    let outside = acting(Credential::Console, Vec::new());
    let again = reply(&app.desk, &keyed(&outside), words(chat_id, "answer")).await;
    assert!(matches!(again.err(), Some(DeskError::NoLongerVisible { .. })));
    assert_eq!(app.count(EventKind::MessageCreated).await, 2, "nothing was done again");
    let token = acting(Credential::Token(TokenId(7)), channels);
    let other = reply(&app.desk, &keyed(&token), words(chat_id, "answer")).await;
    assert_eq!(
        other.err(),
        Some(DeskError::Denied(Permission::ChatReply)),
        "a token has no keys but its own"
    );
}
