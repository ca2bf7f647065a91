//! The places in the log that a visitor is given: they tell nothing of the company, are nobody else's, and
//! lead through the visitor's own events.

use super::{Website, writes};
use serde_json::{Value, json};
use switchboard_model::{
    AuthorKind, ChannelId, ChatId, ContactId, EventCursor, MessageId,
    event::{EventDetail, EventKind, NewEvent, SubjectKind},
};
use switchboard_store::{Lane, StoreError, log};
use switchboard_testkit::{database::both_databases, feed::Heard, graphql::Client};

const FEED: &str = "subscription($after: EventCursor) { myChat(after: $after) { cursor resetReason \
    events { cursor kind message { body } } } }";
/// Events of one visitor that are told one by one to who comes back.
const TOLD_MAX: usize = 1_000;

async fn head(visitor: &Client) -> String {
    let data = visitor.data("{ headCursor }", json!({})).await;
    data["headCursor"].as_str().expect("a cursor").to_owned()
}

/// The message of the refusal of a place.
async fn refusal(visitor: &Client, place: &str) -> String {
    let mut feed = visitor.subscribe(FEED, json!({ "after": place })).await;
    let result = loop {
        match feed.listen().await {
            Heard::Result(result) => break result,
            Heard::Silence => {}
            Heard::Complete => panic!("{place} is not refused"),
        }
    };
    let error = &result["errors"][0];
    assert_eq!(error["extensions"]["code"], "INVALID", "{place}: {result:#}");
    error["message"].as_str().expect("a sentence").to_owned()
}

#[both_databases]
async fn a_place_counts_nothing_and_is_its_visitors_alone(site: Website) {
    let ana = site.visitor(Some(site.start(None).await));
    let bob = site.visitor(Some(site.start(None).await));
    let before = head(&ana).await;
    for number in 0..20 {
        writes(&bob, &format!("hello {number}")).await;
    }
    site.app.log_shows_all().await;
    let after = head(&ana).await;
    assert_ne!(before, after, "something has happened");
    assert_eq!(before.len(), after.len(), "how much does not show");
    assert!(before.parse::<EventCursor>().is_err(), "{before} is the log's own");
    let payload = json!({ "clientMutationId": "one", "body": "hello" });
    let written = ana.change("messageWrite", payload, "eventCursor").await;
    let place = written["eventCursor"].as_str().expect("a cursor").to_owned();
    assert_eq!(place.len(), before.len());

    let start = EventCursor::start(site.app.app.desk.store().epoch()).to_string();
    let mut forged = before.clone().into_bytes();
    forged[20] = if forged[20] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).expect("letters");
    for place in [start, head(&bob).await, forged, String::new(), "x".repeat(2_000)] {
        let told = refusal(&ana, &place).await;
        assert!(told.contains("not given to this visitor"), "{place}: {told}");
    }
}

#[both_databases]
async fn who_comes_back_is_told_what_happened_in_the_own_chat(site: Website) {
    let ana = site.visitor(Some(site.start(None).await));
    let bob = site.visitor(Some(site.start(None).await));
    writes(&ana, "first").await;
    site.app.log_shows_all().await;
    let place = head(&ana).await;
    for number in 0..10 {
        writes(&bob, &format!("hello {number}")).await;
        writes(&ana, &format!("more {number}")).await;
    }
    site.app.log_shows_all().await;
    let mut feed = ana.subscribe(FEED, json!({ "after": place })).await;
    let mut bodies: Vec<Value> = Vec::new();
    while bodies.len() < 10 {
        let batch = feed.replayed().await["myChat"].clone();
        assert_eq!(batch["resetReason"], Value::Null);
        let events = batch["events"].as_array().expect("events").iter();
        bodies.extend(events.map(|event| event["message"]["body"].clone()));
    }
    let expected: Vec<Value> = (0..10).map(|number| json!(format!("more {number}"))).collect();
    assert_eq!(bodies, expected);
}

#[both_databases]
async fn who_has_missed_too_much_reads_again(site: Website) {
    let secret = site.start(None).await;
    let ana = site.visitor(Some(secret));
    let message_id: MessageId = writes(&ana, "first").await.parse().expect("an id");
    site.app.log_shows_all().await;
    let place = head(&ana).await;
    let query = "{ chats(first: 1) { nodes { id contact { id } channel { id } } } }";
    let chat = site.board.data(query, json!({})).await["chats"]["nodes"][0].clone();
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    let chat_id: ChatId = id(&chat["id"]).parse().expect("a chat's id");
    let contact_id: ContactId = id(&chat["contact"]["id"]).parse().expect("a contact's id");
    let channel_id: ChannelId = id(&chat["channel"]["id"]).parse().expect("a channel's id");
    let event = NewEvent {
        kind: EventKind::MessageEdited,
        author_kind: AuthorKind::Contact,
        author_id: Some(contact_id.0),
        subject_kind: SubjectKind::Message,
        subject_id: message_id.0,
        chat_id: Some(chat_id),
        contact_id: Some(contact_id),
        channel_id: Some(channel_id),
        detail: EventDetail::default(),
    };
    let store = site.app.app.desk.store();
    let append = store.write::<_, StoreError>(Lane::Any, move |transaction| {
        for _ in 0..=TOLD_MAX {
            log::append(transaction, &event)?;
        }
        Ok(())
    });
    append.await.expect("events are appended");
    site.app.log_shows_all().await;

    let mut feed = ana.subscribe(FEED, json!({ "after": place })).await;
    let mut told = 0;
    let reset = loop {
        let batch = feed.replayed().await["myChat"].clone();
        if batch["resetReason"] != Value::Null {
            break batch;
        }
        told += batch["events"].as_array().expect("events").len();
    };
    assert_eq!(told, TOLD_MAX);
    assert_eq!((&reset["resetReason"], &reset["events"]), (&json!("CURSOR_EXPIRED"), &json!([])));
    let mut on = ana.subscribe(FEED, json!({ "after": reset["cursor"] })).await;
    writes(&ana, "and on").await;
    let batch = on.next(&site.app).await["myChat"].clone();
    assert_eq!(batch["events"][0]["message"]["body"], "and on");
}
