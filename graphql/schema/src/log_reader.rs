//! One subscriber's way through the log: first what is missing, then what comes, each event once and
//! in order. A subscriber that lags reads the log at its own pace; a place that is not kept any more
//! is an explicit reset.

use crate::{
    api::Api,
    errors::{coded, from_store},
    feed_cache::FeedBatch,
    limits::REPLAY_BATCH,
};
use async_graphql::Result;
use std::sync::Arc;
use switchboard_model::{EventCursor, event::Event};
use switchboard_store::log::{self, LogPage};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// What comes next.
pub enum Next {
    /// Events, all behind the place before them.
    Batch(Arc<FeedBatch>),
    /// The place is not kept any more; it goes on from this one.
    Reset {
        /// The database was restored since.
        is_other_epoch: bool,
        /// Where it goes on.
        head: EventCursor,
    },
}

/// One subscriber's way through the log.
pub struct LogReader {
    api: Arc<Api>,
    live: Receiver<Arc<Vec<Event>>>,
    position: EventCursor,
    is_behind: bool,
}

impl LogReader {
    /// From a place on; from now on without one.
    pub async fn open(api: Arc<Api>, after: Option<EventCursor>) -> Result<Self> {
        let live = api.live.subscribe();
        let position = match after {
            Some(cursor) => cursor,
            None => head(&api).await?,
        };
        Ok(Self { api, live, position, is_behind: true })
    }

    /// What comes next; none when the server stops.
    pub async fn next(&mut self) -> Result<Option<Next>> {
        loop {
            if self.is_behind {
                if let Some(next) = self.replay().await? {
                    return Ok(Some(next));
                }
                self.is_behind = false;
            }
            match self.live.recv().await {
                Ok(events) => {
                    if let Some(batch) = self.fresh(events) {
                        return Ok(Some(Next::Batch(batch)));
                    }
                }
                Err(RecvError::Lagged(_)) => self.is_behind = true,
                Err(RecvError::Closed) => return Ok(None),
            }
        }
    }

    async fn replay(&mut self) -> Result<Option<Next>> {
        let position = self.position;
        let page =
            self.api.read(move |connection| log::after(connection, position, REPLAY_BATCH)).await?;
        match page {
            LogPage::Gone => {
                let head = head(&self.api).await?;
                let is_other_epoch = head.epoch != position.epoch;
                self.position = head;
                Ok(Some(Next::Reset { is_other_epoch, head }))
            }
            LogPage::Events(events) => {
                let Some(last) = events.last() else { return Ok(None) };
                self.position = last.cursor;
                Ok(Some(Next::Batch(Arc::new(FeedBatch::new(Arc::new(events))))))
            }
        }
    }

    /// The part of a live batch that was not seen yet.
    fn fresh(&mut self, events: Arc<Vec<Event>>) -> Option<Arc<FeedBatch>> {
        let (first, last) = (events.first()?.cursor, events.last()?.cursor);
        if last <= self.position {
            return None;
        }
        let batch = if first > self.position {
            self.api.feed.shared(&events)
        } else {
            let rest = events.iter().filter(|event| event.cursor > self.position).cloned();
            Arc::new(FeedBatch::new(Arc::new(rest.collect())))
        };
        self.position = last;
        Some(batch)
    }
}

/// The place of the newest event.
pub async fn head(api: &Api) -> Result<EventCursor> {
    let store = api.desk.store();
    let epoch = store.epoch();
    let read = store.read(move |connection| log::head(connection, epoch));
    read.await.map_err(|error| match error {
        switchboard_store::StoreError::NotFound => coded("INTERNAL", "The log is missing."),
        other => from_store(other),
    })
}
