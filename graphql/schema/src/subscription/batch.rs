//! A batch of events with its rows and what was made of it: whoever gets the same batch shares them.

use super::{encodings::Encodings, rows::FeedRows};
use async_graphql::Result;
use parking_lot::Mutex;
use std::sync::Arc;
use switchboard_bounds::Keyed;
use switchboard_graphql::{Api, lazy::Once, limits::FEED_BATCHES_KEPT};
use switchboard_model::{EventCursor, event::Event};

/// A batch of events with its rows.
pub struct FeedBatch {
    pub events: Arc<Vec<Event>>,
    rows: Once<FeedRows>,
    encodings: Option<Encodings>,
}

impl FeedBatch {
    /// Of these events, for one subscriber.
    pub fn alone(events: Arc<Vec<Event>>) -> Self {
        Self { events, rows: Once::default(), encodings: None }
    }

    fn shared(events: Arc<Vec<Event>>) -> Self {
        Self { events, rows: Once::default(), encodings: Some(Encodings::default()) }
    }

    /// What was made of it so far; none when only one subscriber has it.
    pub fn encodings(&self) -> Option<&Encodings> {
        self.encodings.as_ref()
    }

    /// The rows, read now if nobody has asked before.
    pub async fn rows(&self, api: &Api) -> Result<Arc<FeedRows>> {
        let events = Arc::clone(&self.events);
        let read = move || api.read_related(move |related| FeedRows::read(related, &events));
        self.rows.get(read).await
    }
}

/// The live batches of late, by the places of their first and last events. Request data of the
/// operator schema.
pub struct FeedCache(Mutex<Keyed<(EventCursor, EventCursor), Arc<FeedBatch>>>);

impl Default for FeedCache {
    fn default() -> Self {
        Self(Mutex::new(Keyed::new(FEED_BATCHES_KEPT)))
    }
}

impl FeedCache {
    /// The shared batch of these events, which came from the live log.
    pub fn shared(&self, events: &Arc<Vec<Event>>) -> Arc<FeedBatch> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Arc::new(FeedBatch::alone(Arc::clone(events)));
        };
        let fresh = || Arc::new(FeedBatch::shared(Arc::clone(events)));
        Arc::clone(self.0.lock().entry((first.cursor, last.cursor), fresh))
    }
}
