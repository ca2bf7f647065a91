//! Two processes on one PostgreSQL database: what both do at once happens once.

use crate::app::{TestApp, inbound, item};
use crate::visitors::say;
use serde_json::json;
use std::sync::Arc;
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::visitor::start::{StartInput, start};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, team};
use switchboard_model::connector::InboundEvent;
use switchboard_model::event::EventKind;
use switchboard_store::testing::{OnDatabase, TestDatabase};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn first_messages_through_two_processes_give_one_contact_and_one_chat() {
    let database = TestDatabase::postgres().await;
    let one = TestApp::on(&database).await;
    let two = one.beside(&database).await;
    let channel_id = one.channel.channel_id;
    let calls = (0..20).map(|number: usize| {
        let desk = if number.is_multiple_of(2) { one.desk.clone() } else { two.clone() };
        // Each message is told to both.
        let told = inbound(&(number / 2).to_string(), "hi");
        let items = vec![item(&number.to_string(), InboundEvent::Message(told))];
        let input = IngestInput { channel_id, source: Source::Direct, items };
        tokio::spawn(async move { ingest(&desk, &Context::system(), input).await })
    });
    let mut stored = 0;
    for call in futures::future::join_all(calls).await {
        let taken = call.expect("it ends").expect("it is taken");
        let Ingested::Done { outcomes, .. } = taken else { panic!("nothing is in flight") };
        stored += usize::from(matches!(outcomes[0], ItemOutcome::Stored { .. }));
    }
    assert_eq!(stored, 10, "each message is stored by one of them");
    assert_eq!(one.count(EventKind::ContactCreated).await, 1, "contacts");
    assert_eq!(one.count(EventKind::ChatOpened).await, 1, "chats");
    assert_eq!(one.count(EventKind::MessageCreated).await, 10, "messages");
    two.store().close().await;
    one.desk.store().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_visitor_who_writes_through_two_processes_has_one_contact_and_one_chat() {
    let database = TestDatabase::postgres().await;
    let one = TestApp::on(&database).await;
    let two = one.beside(&database).await;
    let (_, admin) = one.admin().await;
    one.web_channel(&admin, json!({})).await;
    let input = StartInput { channel_key: "shop".to_owned(), origin: None, identity: None };
    let started = start(&one.desk, &Context::system(), input).await.expect("started").value;
    let visitor = Arc::new(one.context_of(&started.secret).await);
    let calls = (0..12).map(|number: usize| {
        let desk = if number.is_multiple_of(2) { one.desk.clone() } else { two.clone() };
        let visitor = visitor.clone();
        let input = say(&format!("key-{}", number / 4), "hello");
        tokio::spawn(async move { write(&desk, &visitor, input).await })
    });
    for call in futures::future::join_all(calls).await {
        call.expect("it ends").expect("it is written");
    }
    assert_eq!(one.count(EventKind::ContactCreated).await, 1, "contacts");
    assert_eq!(one.count(EventKind::ChatOpened).await, 1, "chats");
    assert_eq!(one.count(EventKind::MessageCreated).await, 3, "messages");
    two.store().close().await;
    one.desk.store().close().await;
}

/// What a command names is not deleted before it is done: either comes first, and the other one is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_chat_is_given_to_a_team_that_another_process_deletes() {
    let database = TestDatabase::postgres().await;
    let one = TestApp::on(&database).await;
    let two = one.beside(&database).await;
    let (_, admin) = one.admin().await;
    let (_, chat_id) = one.writes("1", "hello").await;
    for round in 0..12 {
        let (name, operator_ids) = (format!("Team {round}"), Vec::new());
        let input = team::create::CreateInput { name, operator_ids };
        let made = team::create::create(&one.desk, &admin, input).await.expect("a team").value;
        let team_id = Some(Some(made.team_id));
        let input = AssignInput { chat_id, operator_id: None, team_id, expected_version: None };
        let (given, deleted) = tokio::join!(
            assign(&one.desk, &admin, input),
            team::delete::delete(&two, &admin, made.team_id),
        );
        let is_one = given.is_ok() != deleted.is_ok();
        assert!(is_one, "round {round}: {:?} {:?}", given.err(), deleted.err());
    }
    two.store().close().await;
    one.desk.store().close().await;
}
