//! The operators' schema over a real server, with a tail that the test moves.

use crate::app::TestApp;
use async_graphql::{Executor, Request};
use async_trait::async_trait;
use std::sync::Arc;
use switchboard_desk::Context;
use switchboard_graphql::{Api, HeadFirst, LiveLog, ServerFacts};
use switchboard_model::{
    ChatVisibility, EventCursor,
    event::Event,
    search::{SearchFailure, SearchIndex, SearchPage, SearchRequest},
};
use switchboard_schema::operator_schema;
use switchboard_store::log;
use tokio::sync::broadcast;

struct Tail(broadcast::Sender<Arc<Vec<Event>>>);

impl LiveLog for Tail {
    fn subscribe(&self) -> broadcast::Receiver<Arc<Vec<Event>>> {
        self.0.subscribe()
    }
}

/// Nothing is searched here, so a search is an error.
struct NoIndex;

#[async_trait]
impl SearchIndex for NoIndex {
    async fn search(
        &self,
        _: &ChatVisibility,
        _: SearchRequest,
    ) -> Result<SearchPage, SearchFailure> {
        Err(SearchFailure::Unavailable("these tests have no index".into()))
    }

    async fn rebuild(&self) -> Result<(), SearchFailure> {
        Ok(())
    }
}

/// An operator schema over a server.
pub struct Board {
    pub schema: HeadFirst,
    pub api: Arc<Api>,
    tail: broadcast::Sender<Arc<Vec<Event>>>,
}

impl Board {
    /// Over this server.
    pub fn of(app: &TestApp) -> Self {
        let tail = broadcast::channel(64).0;
        let facts = ServerFacts { version: "1".into(), public_url: None };
        let live = Arc::new(Tail(tail.clone()));
        let api = Arc::new(Api::new(app.desk.clone(), live, facts));
        let schema = operator_schema(Arc::clone(&api), Arc::new(NoIndex));
        Self { schema, api, tail }
    }

    /// Asks without an error.
    pub async fn ask(&self, who: &Context, text: &str) -> serde_json::Value {
        let response = self.schema.execute(Request::new(text).data(who.clone())).await;
        assert!(response.errors.is_empty(), "{text}: {:?}", response.errors);
        response.data.into_json().expect("JSON")
    }

    /// Tells live feeds what has happened in the server since a place in its log.
    pub async fn tell_since(&self, app: &TestApp, place: EventCursor) {
        let store = app.desk.store();
        log_shows_all(app).await;
        let page = store.read(move |connection| log::after(connection, place, 100));
        let log::LogPage::Events(events) = page.await.expect("events") else { panic!("gone") };
        // A feed that has not come so far reads them from the log.
        let _ = self.tail.send(Arc::new(events));
    }
}

/// Waits until the log shows everything. Other tests write to the same server: until they have, it hides
/// what came behind them.
pub async fn log_shows_all(app: &TestApp) {
    while app.desk.store().read(log::has_hidden).await.expect("an answer") {}
}

/// The end of the server's log.
pub async fn head(app: &TestApp) -> EventCursor {
    let epoch = app.desk.store().epoch();
    let read = move |connection: &mut _| log::head(connection, epoch);
    app.desk.store().read(read).await.expect("a head")
}
