//! One subscriber's way through the log: first what is missing, then what comes, each event once and
//! in order. A subscriber that lags reads the log at its own pace; a place that is not kept any more
//! is an explicit reset.

use crate::{
    api::Api,
    errors::{coded, top_level},
    limits::{CONTACT_REPLAY_EVENTS, REPLAY_BATCH},
};
use async_graphql::Result;
use std::sync::Arc;
use switchboard_desk::{DeskError, read::LogPage};
use switchboard_model::{ContactId, EventCursor, event::Event};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// What comes next.
pub enum Next {
    /// Events that every subscriber who keeps up gets in this batch.
    Live(Arc<Vec<Event>>),
    /// Events for this subscriber alone.
    Missed(Arc<Vec<Event>>),
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
    /// Whose events alone are read where some are missing; none for all.
    contact_id: Option<ContactId>,
    /// Events that were read since it last kept up.
    replayed: i64,
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
        Ok(Self { api, contact_id: None, replayed: 0, live, position, is_behind: true })
    }

    /// Like [`LogReader::open`], for one whom only a contact's events concern: what is missing is read
    /// without the rest of the log, and beyond so many events there is a reset. Live batches hold all.
    pub async fn open_of_contact(
        api: Arc<Api>,
        contact_id: ContactId,
        after: Option<EventCursor>,
    ) -> Result<Self> {
        Ok(Self { contact_id: Some(contact_id), ..Self::open(api, after).await? })
    }

    /// What comes next, batches never empty; none when the server stops.
    pub async fn next(&mut self) -> Result<Option<Next>> {
        loop {
            if self.is_behind {
                if let Some(next) = self.replay().await? {
                    return Ok(Some(next));
                }
                self.is_behind = false;
                self.replayed = 0;
            }
            match self.live.recv().await {
                Ok(events) => {
                    if let Some(next) = self.fresh(events) {
                        return Ok(Some(next));
                    }
                }
                Err(RecvError::Lagged(_)) => self.is_behind = true,
                Err(RecvError::Closed) => return Ok(None),
            }
        }
    }

    async fn replay(&mut self) -> Result<Option<Next>> {
        let (desk, position) = (&self.api.desk, self.position);
        let read = match self.contact_id {
            Some(_) if self.replayed >= CONTACT_REPLAY_EVENTS => Ok(LogPage::Gone),
            Some(id) => desk.log_after_of_contact(id, position, REPLAY_BATCH).await,
            None => desk.log_after(position, REPLAY_BATCH).await,
        };
        match read.map_err(top_level)? {
            LogPage::Gone => {
                let head = head(&self.api).await?;
                let is_other_epoch = head.epoch != position.epoch;
                self.position = head;
                self.replayed = 0;
                Ok(Some(Next::Reset { is_other_epoch, head }))
            }
            LogPage::Unknown(place) => {
                self.position = place;
                Ok(None)
            }
            LogPage::Events(events) => {
                let Some(last) = events.last() else { return Ok(None) };
                self.position = last.cursor;
                self.replayed += i64::try_from(events.len()).unwrap_or(i64::MAX);
                Ok(Some(Next::Missed(Arc::new(events))))
            }
        }
    }

    /// The part of a live batch that was not seen yet.
    fn fresh(&mut self, events: Arc<Vec<Event>>) -> Option<Next> {
        let (first, last) = (events.first()?.cursor, events.last()?.cursor);
        if last <= self.position {
            return None;
        }
        let next = if first > self.position {
            Next::Live(events)
        } else {
            let rest = events.iter().filter(|event| event.cursor > self.position).cloned();
            Next::Missed(Arc::new(rest.collect()))
        };
        self.position = last;
        Some(next)
    }
}

/// The place of the newest event.
pub async fn head(api: &Api) -> Result<EventCursor> {
    api.desk.log_head().await.map_err(|error| match error {
        DeskError::NotFound => coded("INTERNAL", "The log is missing."),
        other => top_level(other),
    })
}
