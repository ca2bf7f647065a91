//! The operators' schema over a real house, with a tail that the test moves.

use crate::house::House;
use async_graphql::{Executor, Request};
use std::sync::Arc;
use switchboard_desk::Context;
use switchboard_model::{EventCursor, event::Event};
use switchboard_schema::{
    Api, HeadFirst, LiveLog, Mutation, Query, ServerFacts, SubscriptionRoot, operator_schema,
};
use switchboard_store::log;
use tokio::sync::broadcast;

struct Tail(broadcast::Sender<Arc<Vec<Event>>>);

impl LiveLog for Tail {
    fn subscribe(&self) -> broadcast::Receiver<Arc<Vec<Event>>> {
        self.0.subscribe()
    }
}

/// An operator schema over a house.
pub struct Board {
    pub schema: HeadFirst<Query, Mutation, SubscriptionRoot>,
    tail: broadcast::Sender<Arc<Vec<Event>>>,
    _folder: tempfile::TempDir,
}

impl Board {
    /// Over this house.
    pub async fn of(house: &House) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = house.desk.store().clone();
        let search = switchboard_search::Search::open(folder.path().join("search"), store);
        let search = search.await.expect("a search");
        let tail = broadcast::channel(64).0;
        let facts = ServerFacts { version: "1".into(), public_url: None, plugins: Vec::new() };
        let live = Arc::new(Tail(tail.clone()));
        let api = Api::new(house.desk.clone(), search, live, facts);
        Self { schema: operator_schema(Arc::new(api)), tail, _folder: folder }
    }

    /// Asks without an error.
    pub async fn ask(&self, who: &Context, text: &str) -> serde_json::Value {
        let response = self.schema.execute(Request::new(text).data(who.clone())).await;
        assert!(response.errors.is_empty(), "{text}: {:?}", response.errors);
        response.data.into_json().expect("JSON")
    }

    /// Tells live feeds what has happened in the house since a place in its log.
    pub async fn tell_since(&self, house: &House, place: EventCursor) {
        let store = house.desk.store();
        // Other tests write to the same server: until they have, it hides what came behind them.
        while store.read(log::has_hidden).await.expect("an answer") {}
        let page = store.read(move |connection| log::after(connection, place, 100));
        let log::LogPage::Events(events) = page.await.expect("events") else { panic!("gone") };
        self.tail.send(Arc::new(events)).expect("somebody listens");
    }
}

/// The end of the house's log.
pub async fn head(house: &House) -> EventCursor {
    let epoch = house.desk.store().epoch();
    let read = move |connection: &mut _| log::head(connection, epoch);
    house.desk.store().read(read).await.expect("a head")
}
