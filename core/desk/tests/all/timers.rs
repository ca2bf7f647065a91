//! A timer fires once: whoever dies between taking it and what follows, however many look at once, and
//! whatever the clock does.

use crate::app::{TestApp, events, inbound, item};
use crate::chance::seed;
use crate::handover::{online, timers};
use futures::future::join_all;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use switchboard_desk::chat::snooze::{SnoozeInput, snooze};
use switchboard_desk::{Context, far_future, timer};
use switchboard_model::connector::InboundEvent;
use switchboard_model::event::EventKind;
use switchboard_model::timer::TimerKind;
use switchboard_model::{ChatId, EventCursor, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};
use switchboard_store::{Lane, StoreError};

const MINUTE_MS: i64 = 60_000;

/// A chat of a customer of its own.
pub async fn chat_of(app: &TestApp, customer: usize) -> ChatId {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = format!("chat of {customer}");
    message.sender.id = format!("customer {customer}");
    let told = item(&format!("hello of {customer}"), InboundEvent::Message(message));
    app.stored(told).await.1
}

/// The operator puts a chat aside for some minutes.
pub async fn aside(app: &TestApp, who: &Context, chat_id: ChatId, minutes: i64) {
    let until = Some(app.desk.now().plus_ms(minutes * MINUTE_MS));
    let input = SnoozeInput { chat_id, until, is_kept: false, expected_version: None };
    snooze(&app.desk, who, input).await.expect("put aside");
}

/// Which chats were woken and when, in the order of the log.
pub async fn woken(app: &TestApp) -> Vec<(ChatId, Timestamp)> {
    let start = EventCursor::start(app.desk.store().epoch());
    let events = events(&app.desk, start).await.into_iter();
    let woken = events.filter(|event| event.event.kind == EventKind::ChatWoken);
    woken.map(|event| (event.event.chat_id.expect("of a chat"), event.at)).collect()
}

/// A process takes the timer that is due next, and dies.
pub async fn dies_with_a_timer(app: &TestApp) {
    let dies = app.desk.store().write::<(), StoreError>(Lane::Any, |transaction| {
        let now = transaction.now();
        let due = switchboard_store::timer::due(transaction, now, 10)?;
        assert!(switchboard_store::timer::take(transaction, due[0].timer_id, now)?);
        Err(StoreError::NotFound)
    });
    assert_eq!(dies.await, Err(StoreError::NotFound));
}

#[both_databases]
async fn who_dies_after_taking_a_timer_has_not_fired_it(app: TestApp) {
    let olga = online(&app, "olga").await;
    let chat_id = chat_of(&app, 1).await;
    aside(&app, &olga, chat_id, 5).await;
    app.pass_ms(3 * 24 * 60 * MINUTE_MS);
    dies_with_a_timer(&app).await;
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
async fn whatever_the_clock_does_each_timer_fires_once_and_not_before_its_time(
    database: TestDatabase,
) {
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let olga = online(&app, "olga").await;
    let mut random = StdRng::seed_from_u64(seed());
    let mut due: BTreeMap<ChatId, Timestamp> = BTreeMap::new();
    for customer in 0..40 {
        let chat_id = chat_of(&app, customer).await;
        aside(&app, &olga, chat_id, random.random_range(1..300)).await;
        let until = app.chat(chat_id).await.snoozed_until;
        due.insert(chat_id, until.expect("it is put aside"));
    }
    while timers(&app).await > 0 {
        // An hour forth, an hour back, and time passes.
        let minutes = [60, -60, 15, 20].choose(&mut random).expect("one of them");
        app.pass_ms(minutes * MINUTE_MS);
        for fired in join_all([&app.desk, &beside].map(|desk| timer::fire_due(desk, 5))).await {
            fired.expect("it looks");
        }
    }
    let woken = woken(&app).await;
    let early = woken.iter().find(|(chat_id, at)| *at < due[chat_id]);
    assert_eq!(early, None, "it fired before its time");
    let each: BTreeMap<ChatId, Timestamp> = woken.iter().copied().collect();
    assert_eq!((woken.len(), each.len()), (due.len(), due.len()), "each once");
    beside.store().close().await;
    app.desk.store().close().await;
}

/// F75.
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
