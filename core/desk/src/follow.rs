//! What the followers of the desk have in common: each reads the log from its own place, which it moves on in the write
//! of what it makes of the events. What happened before a follower was there is no news to it.

use crate::{Desk, Result};
use switchboard_model::EventCursor;
use switchboard_model::event::Event;
use switchboard_store::log::{self, LogPage};
use switchboard_store::{DatabaseConnection, Lane, StoreError, cursor};

/// A follower.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follower {
    /// Its name beside its place.
    pub(crate) name: &'static str,
    /// Events that it reads at once.
    pub(crate) events: i64,
}

/// A part of the log.
#[derive(Clone, Debug)]
pub struct LogPart {
    /// The place in front of it.
    pub from: EventCursor,
    /// The place of its last event.
    pub to: EventCursor,
    /// The events, as far as this binary knows them.
    pub events: Vec<Event>,
}

impl Follower {
    /// Goes to the log's end on a database that it has never followed. Called at each start, before anything else
    /// happens.
    pub(crate) async fn begin(self, desk: &Desk) -> Result<()> {
        let read = move |connection: &mut DatabaseConnection| cursor::get(connection, self.name);
        if desk.store().read(read).await?.is_none() {
            self.go_to_end(desk).await?;
        }
        Ok(())
    }

    /// The next part of the log behind a place that it has not moved to yet; none at its end, and where the log is
    /// another one by now.
    pub(crate) async fn next_behind(
        self,
        desk: &Desk,
        from: EventCursor,
    ) -> Result<Option<LogPart>> {
        let read =
            move |connection: &mut DatabaseConnection| log::after(connection, from, self.events);
        Ok(part_of(from, desk.store().read(read).await?).flatten())
    }

    /// The next part of the log; none at its end. What was missed because the log begins behind the place is gone.
    pub(crate) async fn next(self, desk: &Desk) -> Result<Option<LogPart>> {
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            let Some(from) = cursor::get(connection, self.name)? else { return Ok(None) };
            Ok(Some((from, log::after(connection, from, self.events)?)))
        };
        let known = desk.store().read(read).await?;
        if let Some(part) = known.and_then(|(from, page)| part_of(from, page)) {
            return Ok(part);
        }
        self.go_to_end(desk).await?;
        Ok(None)
    }

    /// Goes to the log's end, whatever is before it.
    async fn go_to_end(self, desk: &Desk) -> Result<()> {
        let epoch = desk.store().epoch();
        desk.store()
            .write(Lane::Any, move |transaction| -> Result<(), StoreError> {
                let head = log::head(transaction, epoch)?;
                let now = transaction.now();
                cursor::set(transaction, self.name, head, now)
            })
            .await?;
        Ok(())
    }
}

/// The part of the log that a page is, if there is anything on it; none where the log begins behind the place, or is
/// another one.
fn part_of(from: EventCursor, page: LogPage) -> Option<Option<LogPart>> {
    let (events, to) = match page {
        LogPage::Events(events) => {
            let Some(to) = events.last().map(|last| last.cursor) else { return Some(None) };
            (events, to)
        }
        LogPage::Unknown(to) => (Vec::new(), to),
        LogPage::Gone => return None,
    };
    Some(Some(LogPart { from, to, events }))
}
