//! A timer fires once: whoever dies between taking it and what follows, and however many look at once.

use crate::app::{TestApp, inbound, item};
use crate::handover::{online, timers};
use futures::future::join_all;
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::ingest::ItemOutcome;
use switchboard_desk::{Context, far_future, timer};
use switchboard_model::connector::InboundEvent;
use switchboard_model::event::EventKind;
use switchboard_model::timer::TimerKind;
use switchboard_model::{ChatId, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};
use switchboard_store::{Lane, StoreError};

const MINUTE_MS: i64 = 60_000;

/// A chat of a customer of its own.
async fn chat_of(app: &TestApp, customer: usize) -> ChatId {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = format!("chat of {customer}");
    message.sender.id = format!("customer {customer}");
    let told = item(&format!("hello of {customer}"), InboundEvent::Message(message));
    match app.take_one(told).await {
        ItemOutcome::Stored { chat_id, .. } => chat_id,
        other => panic!("it was not stored: {other:?}"),
    }
}

async fn aside(app: &TestApp, who: &Context, chat_id: ChatId, minutes: i64) {
    let until = Some(app.desk.now().plus_ms(minutes * MINUTE_MS));
    let input = SnoozeInput { chat_id, until, is_kept: false, expected_version: None };
    snooze(&app.desk, who, input).await.expect("put aside");
}

#[both_databases]
async fn who_dies_after_taking_a_timer_has_not_fired_it(app: TestApp) {
    let olga = online(&app, "olga").await;
    let chat_id = chat_of(&app, 1).await;
    aside(&app, &olga, chat_id, 5).await;
    app.pass_ms(3 * 24 * 60 * MINUTE_MS);
    let dies = app.desk.store().write::<(), StoreError>(Lane::Any, |transaction| {
        let now = transaction.now();
        let due = switchboard_store::timer::due(transaction, now, 10)?;
        assert!(switchboard_store::timer::take(transaction, due[0].timer_id, now)?);
        Err(StoreError::NotFound)
    });
    assert_eq!(dies.await, Err(StoreError::NotFound));
    assert_eq!((timers(&app).await, app.count(EventKind::ChatWoken).await), (1, 0));
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(1), "three days late");
    assert_eq!((timers(&app).await, app.count(EventKind::ChatWoken).await), (0, 1));
}

#[both_databases]
async fn of_two_processes_each_timer_is_fired_by_one_in_the_order_of_their_times(
    database: TestDatabase,
) {
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let olga = online(&app, "olga").await;
    let mut chats = Vec::new();
    for customer in 0..12_usize {
        let chat_id = chat_of(&app, customer).await;
        aside(&app, &olga, chat_id, 20 - i64::try_from(customer).expect("small")).await;
        chats.push(chat_id);
    }
    app.pass_ms(60 * MINUTE_MS);
    let calls = [&app.desk, &beside, &app.desk, &beside];
    let fired = join_all(calls.map(|desk| timer::fire_due(desk, 100))).await;
    let fired: usize = fired.into_iter().map(|count| count.expect("it looks")).sum();
    assert_eq!((fired, timers(&app).await), (12, 0));
    assert_eq!(app.count(EventKind::ChatWoken).await, 12, "each once");
    beside.store().close().await;
    app.desk.store().close().await;
}

#[both_databases]
async fn a_span_that_a_wrong_clock_began_is_as_long_as_it_was(app: TestApp) {
    let set = |kind: TimerKind, subject_id: i64| {
        app.desk.store().write::<_, StoreError>(Lane::Any, move |transaction| {
            let (timer_id, set_at) = (transaction.id(), transaction.now());
            let due_at = set_at.plus_ms(10 * MINUTE_MS);
            let timer =
                switchboard_model::timer::Timer { timer_id, due_at, kind, subject_id, set_at };
            switchboard_store::timer::set(transaction, &timer)
        })
    };
    let right = app.desk.now();
    app.pass_ms(1_000 * MINUTE_MS);
    set(TimerKind::ForwardExpire, 1).await.expect("set");
    set(TimerKind::ChatWake, 2).await.expect("set");
    app.pass_ms(-1_000 * MINUTE_MS);
    assert_eq!(far_future::pull_in(&app.desk).await, Ok(1));
    let all =
        app.read(|connection| switchboard_store::timer::due(connection, Timestamp(i64::MAX), 10));
    let due: Vec<(TimerKind, i64)> =
        all.await.into_iter().map(|timer| (timer.kind, timer.due_at.since_ms(right))).collect();
    let expected =
        [(TimerKind::ForwardExpire, 10 * MINUTE_MS), (TimerKind::ChatWake, 1_010 * MINUTE_MS)];
    assert_eq!(due, expected, "a time that somebody chose stays");
}
