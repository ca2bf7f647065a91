//! What is told of a place on a platform concerns the address that has it, and nobody else's.

use crate::app::{TestApp, inbound, item, words};
use crate::routes::{THERE, Two, claimed, closes, comes};
use crate::unite::united;
use switchboard_desk::Context;
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_model::connector::{ConnectorError, ErrorClass, InboundAuthor, InboundEvent};
use switchboard_model::delivery::DeliveryState;
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases, with_waiter};
use switchboard_store::{Transaction, chat, chat_route, delivery};

/// Two addresses of one person may be on one channel: what is seen at one of them went to that one.
#[both_databases]
async fn an_echo_confirms_what_went_to_the_address_where_it_is_seen(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (_, home) = app.writes("1", "hello").await;
    let channel_id = app.channel.channel_id;
    let (_, there) = comes(&app, channel_id, "b1").await;
    let (own, pulled) = (app.chat(home).await, app.chat(there).await);
    united(&app, &admin, own.contact_id, pulled.contact_id).await;
    closes(&app, &admin, there).await;
    let identity_id = Some(pulled.identity_id);
    let elsewhere = ReplyInput { identity_id, ..words(home, "the same words") };
    let said = reply(&app.desk, &admin, elsewhere).await.expect("said").value;
    for job in claimed(&app).await {
        let error = ConnectorError::new(ErrorClass::MaybeSent, "test.error", "nobody knows");
        let outcome = Outcome::Failed { error, retry_at: app.desk.now() };
        let delivery_id = job.delivery.delivery_id;
        let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
        settle(&app.desk, &Context::system(), input).await.expect("settled");
    }
    let seen = async |place: &str| {
        let mut told = inbound(&format!("seen at {place}"), "the same words");
        told.author = InboundAuthor::OperatorElsewhere;
        told.reference.chat.id = place.to_owned();
        app.take_one(item(place, InboundEvent::Message(told))).await
    };
    let at_home = seen(&own.platform_chat).await;
    assert!(matches!(at_home, ItemOutcome::Stored { .. }), "a colleague's own: {at_home:?}");
    let id = said.message_id;
    let found = app.read(move |connection| delivery::of_message(connection, id)).await;
    assert_eq!(found[0].state, DeliveryState::MaybeSent);
    assert_eq!(seen(THERE).await, ItemOutcome::Changed);
}

/// A platform's chat may be a group: whoever writes there first of all takes the route that it is with them.
#[both_databases]
async fn a_stranger_who_writes_where_a_route_leads_to_takes_it(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said");
    let mut told = inbound("c1", "hello from the group");
    told.reference.chat.id = THERE.to_owned();
    told.sender.id = "carl".to_owned();
    let items = vec![item("c1", InboundEvent::Message(told))];
    let input = IngestInput { channel_id: two.other, source: Source::Direct, items };
    let taken = ingest(&app.desk, &Context::system(), input).await.expect("it is taken");
    let Ingested::Done { outcomes, .. } = taken else { panic!("nothing is in flight") };
    let ItemOutcome::Stored { chat_id, .. } = outcomes[0] else { panic!("{outcomes:?}") };
    assert!(![two.home, two.there].contains(&chat_id), "it is not said to Ana");
    let (home, address) = (two.home, two.address);
    let route = app.read(move |connection| chat_route::find(connection, home, address)).await;
    assert!(!route.expect("it was there").is_current, "one place has one chat");
    assert_eq!(comes(&app, two.other, "b2").await.1, chat_id);
}

/// A chat is locked before its address, and who had to wait for it looks again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_that_was_given_away_meanwhile_is_looked_for_again() {
    let database = TestDatabase::postgres().await;
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    let there = two.there;
    let gives_away = move |transaction: &mut Transaction<'_>| chat::retire(transaction, there);
    let says = reply(&beside, &two.admin, two.by_address("hello"));
    let told = with_waiter(app.desk.store(), gives_away, says).await;
    assert_eq!(told.map(|_| ()).map_err(|error| error.code()), Err("UNAVAILABLE"));
    let said = reply(&beside, &two.admin, two.by_address("hello")).await.expect("said").value;
    assert_eq!((said.chat_id, said.identity_id), (two.home, Some(two.address)));
    beside.store().close().await;
    app.desk.store().close().await;
}
