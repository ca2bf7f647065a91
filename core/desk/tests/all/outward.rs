//! A database that was restored sends nothing until an admin says so, and nothing twice.

use crate::app::{ANSWERS, START, TestApp};
use switchboard_desk::message::retry::{ResendOrAccept, RetryInput, retry};
use switchboard_desk::outward::{held, resume};
use switchboard_desk::{Context, Desk, DeskLimits};
use switchboard_model::Timestamp;
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{backup, delivery};

/// A server whose reply waits to leave, closed, and its database put in place by a restore.
async fn restored(database: &TestDatabase) -> (TestApp, Desk, Context) {
    let app = TestApp::open(database, DeskLimits::default(), None).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "It leaves today.").await;
    assert_eq!(app.desk.outward().is_given().await, Ok(true), "a new server is live");
    app.desk.store().close().await;
    let url = database.url().to_owned();
    let adopt = move || backup::begin_new_epoch(&url, Timestamp(START));
    tokio::task::spawn_blocking(adopt).await.expect("it runs").expect("a new life");
    app.pass_ms(1_000);
    let desk = app.beside(database).await;
    (app, desk, olga)
}

async fn waiting(desk: &Desk) -> Vec<Delivery> {
    let all = Timestamp(i64::MAX);
    let read = desk.store().read(move |connection| delivery::queued_until(connection, all, 10));
    read.await.expect("deliveries")
}

#[both_databases]
async fn what_waited_at_the_backup_is_not_sent_blindly(database: TestDatabase) {
    let (_app, desk, olga) = restored(&database).await;
    assert_eq!(desk.outward().is_given().await, Ok(false));
    let found = held(&desk).await.expect("asked").expect("it is quiet");
    assert_eq!((found.old_count, found.new_count), (1, 0));
    let old = waiting(&desk).await.remove(0);
    assert_eq!(resume(&desk, &Context::system(), false).await, Ok(1));
    assert_eq!(desk.outward().is_given().await, Ok(true));
    assert_eq!(held(&desk).await, Ok(None));
    assert!(waiting(&desk).await.is_empty());
    let resend = RetryInput { delivery_id: old.delivery_id, decision: ResendOrAccept::Resend };
    let again = retry(&desk, &olga, resend).await.expect("an operator decides").value;
    assert_eq!(again.state, DeliveryState::Queued);
    assert_eq!(resume(&desk, &Context::system(), false).await, Ok(0), "it is live already");
    assert_eq!(waiting(&desk).await.len(), 1);
    desk.store().close().await;
}

#[both_databases]
async fn what_waited_is_sent_where_the_admin_says_so(database: TestDatabase) {
    let (_app, desk, _) = restored(&database).await;
    assert_eq!(resume(&desk, &Context::system(), true).await, Ok(0));
    assert_eq!(desk.outward().is_given().await, Ok(true));
    assert_eq!(waiting(&desk).await.len(), 1);
    desk.store().close().await;
}
