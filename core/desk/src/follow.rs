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
        Ok(match desk.store().read(read).await? {
            LogPage::Events(events) => part(from, events),
            LogPage::Unknown(to) => Some(LogPart { from, to, events: Vec::new() }),
            LogPage::Gone => None,
        })
    }

    /// The next part of the log; none at its end. What was missed because the log begins behind the place is gone.
    pub(crate) async fn next(self, desk: &Desk) -> Result<Option<LogPart>> {
        let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
            let Some(from) = cursor::get(connection, self.name)? else { return Ok(None) };
            Ok(Some((from, log::after(connection, from, self.events)?)))
        };
        match desk.store().read(read).await? {
            Some((from, LogPage::Events(events))) => Ok(part(from, events)),
            Some((from, LogPage::Unknown(to))) => {
                Ok(Some(LogPart { from, to, events: Vec::new() }))
            }
            Some((_, LogPage::Gone)) | None => {
                self.go_to_end(desk).await?;
                Ok(None)
            }
        }
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

/// The part of the log that these events are; none where there are none.
fn part(from: EventCursor, events: Vec<Event>) -> Option<LogPart> {
    let to = events.last()?.cursor;
    Some(LogPart { from, to, events })
}
