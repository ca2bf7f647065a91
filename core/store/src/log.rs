//! The log: every change, in the order of commits. On SQLite that is `seq`; on PostgreSQL it is
//! `(transaction_id, seq)` below the oldest transaction that still runs, because numbers are drawn
//! before commits and a reader that goes by them loses events.

use crate::dialect::direct;
use crate::epoch::{EPOCH, FLOOR};
use crate::schema::{events, settings};
use crate::{DatabaseConnection, Result, Transaction, dialect, limits, setting};
use diesel::prelude::*;
use switchboard_model::event::{Event, EventDetail, NewEvent};
use switchboard_model::{ChannelId, ChatId, ContactId, EventCursor, Timestamp};

/// What comes after a place in the log.
#[derive(Clone, Debug, PartialEq)]
pub enum LogPage {
    /// The next events, in order; empty at the end.
    Events(Vec<Event>),
    /// What follows, up to this place and the end, is told in words of a newer binary: go on from here.
    Unknown(EventCursor),
    /// The place is of another life of the database or older than what is kept: start from a fresh
    /// snapshot.
    Gone,
}

impl LogPage {
    /// The end of the log, where nothing was found from one place to the other.
    fn ending(from: EventCursor, to: EventCursor) -> Self {
        if from == to { Self::Events(Vec::new()) } else { Self::Unknown(to) }
    }
}

/// Appends an event; its place is final once the write has committed.
pub fn append(transaction: &mut Transaction<'_>, event: &NewEvent) -> Result<EventCursor> {
    let insert = diesel::insert_into(events::table)
        .values((events::at.eq(transaction.now), event))
        .returning((events::seq, events::transaction_id));
    let connection = &mut *transaction.connection;
    let (sequence, transaction_id): (i64, i64) =
        direct!(connection => insert.get_result(connection))?;
    let cursor = EventCursor { epoch: transaction.epoch, transaction: transaction_id, sequence };
    *transaction.last_event = Some(cursor);
    Ok(cursor)
}

/// The place of the last event that [`after`] would give; the start where there is none.
pub fn head(connection: &mut DatabaseConnection, epoch: u32) -> Result<EventCursor> {
    let below = dialect::visible_below(connection)?;
    let last: Option<(i64, i64)> = events::table
        .filter(events::transaction_id.lt(below))
        .order((events::transaction_id.desc(), events::seq.desc()))
        .select((events::transaction_id, events::seq))
        .first(connection)
        .optional()?;
    match last {
        Some((transaction, sequence)) => Ok(EventCursor { epoch, transaction, sequence }),
        None => Ok(floor(connection, epoch)?.unwrap_or(EventCursor::start(epoch))),
    }
}

/// Are there committed events that [`after`] does not show yet? On PostgreSQL they wait for the
/// transactions that began before them, of any database of the server.
pub fn has_hidden(connection: &mut DatabaseConnection) -> Result<bool> {
    let below = dialect::visible_below(connection)?;
    let hidden = events::table.filter(events::transaction_id.ge(below));
    Ok(diesel::select(diesel::dsl::exists(hidden)).get_result(connection)?)
}

/// Is this place the log's end: nothing is committed behind it, whether or not [`after`] shows it yet.
pub fn is_end(connection: &mut DatabaseConnection, place: EventCursor) -> Result<bool> {
    let behind = is_any_behind(place);
    let text = format!("SELECT CAST(CASE WHEN {behind} THEN 1 ELSE 0 END AS BIGINT) AS number");
    let row: dialect::Number =
        direct!(connection => diesel::sql_query(text).get_result(connection))?;
    Ok(row.number == 0)
}

/// The condition that any event behind this place is committed, whether or not [`after`] shows it yet: then
/// what is known as of this place may not be so any more.
pub(crate) fn is_any_behind(place: EventCursor) -> String {
    // In two steps for the same reason as in `rows_after`.
    let EventCursor { transaction, sequence, .. } = place;
    format!(
        "(EXISTS (SELECT 1 FROM events WHERE events.transaction_id > {transaction}) \
         OR EXISTS (SELECT 1 FROM events WHERE events.transaction_id = {transaction} \
         AND events.seq > {sequence}))"
    )
}

/// The events after a place, at most `limit` and at most [`limits::LOG_PAGE_EVENTS`]. What a newer
/// binary tells in words that this one does not know is passed over.
pub fn after(
    connection: &mut DatabaseConnection,
    cursor: EventCursor,
    limit: i64,
) -> Result<LogPage> {
    let below = dialect::visible_below(connection)?;
    let limit = limit.clamp(1, limits::LOG_PAGE_EVENTS);
    page_after(connection, cursor, None, |connection, place| {
        rows_after(connection, place, below, limit)
    })
}

/// Like [`after`], of the events that belong to one contact alone: it costs what there is of them, however
/// much the log holds of others. Where the page is not full, all up to the log's end has been looked at.
pub fn after_of_contact(
    connection: &mut DatabaseConnection,
    cursor: EventCursor,
    contact_id: ContactId,
    limit: i64,
) -> Result<LogPage> {
    // Read first: what is committed meanwhile comes after it.
    let end = head(connection, cursor.epoch)?;
    let limit = limit.clamp(1, limits::LOG_PAGE_EVENTS);
    page_after(connection, cursor, Some(end.max(cursor)), |connection, place| {
        let mut rows = rows_of_contact_after(connection, place, contact_id, end, limit)?;
        rows.retain(|row| row.cursor(cursor.epoch) <= end);
        Ok(rows)
    })
}

/// The first of these rows behind a place that this binary has words for. Where there are none, the page
/// ends at `end`, or behind what was passed over.
fn page_after(
    connection: &mut DatabaseConnection,
    cursor: EventCursor,
    end: Option<EventCursor>,
    read: impl Fn(&mut DatabaseConnection, EventCursor) -> Result<Vec<EventRow>>,
) -> Result<LogPage> {
    let mut place = cursor;
    let page = loop {
        let rows = read(connection, place)?;
        let Some(last) = rows.last() else {
            break LogPage::ending(cursor, end.unwrap_or(place));
        };
        place = last.cursor(cursor.epoch);
        let known = rows.into_iter().filter_map(|row| row.into_event(cursor.epoch));
        let known: Vec<Event> = known.collect();
        if !known.is_empty() {
            break LogPage::Events(known);
        }
    };
    if is_kept(connection, cursor)? { Ok(page) } else { Ok(LogPage::Gone) }
}

/// Is the place of this life of the database, and does nothing after it miss. To be asked after the events
/// were read: what was pruned in between is then seen as gone.
fn is_kept(connection: &mut DatabaseConnection, cursor: EventCursor) -> Result<bool> {
    let marks = marks(connection)?;
    Ok(marks.epoch == Some(cursor.epoch) && marks.floor.is_none_or(|floor| cursor >= floor))
}

fn rows_after(
    connection: &mut DatabaseConnection,
    place: EventCursor,
    below: i64,
    limit: i64,
) -> Result<Vec<EventRow>> {
    // In two steps, each a plain range of the index: in one ("a later transaction, or the same and a
    // higher number") SQLite reads all that follows and sorts it, or all that went before.
    let mut rows: Vec<EventRow> = direct!(connection => EventRow::query()
        .filter(events::transaction_id.lt(below))
        .filter(events::transaction_id.eq(place.transaction))
        .filter(events::seq.gt(place.sequence))
        .order(events::seq)
        .limit(limit)
        .load(connection))?;
    let rest = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if rest > 0 {
        let later: Vec<EventRow> = direct!(connection => EventRow::query()
            .filter(events::transaction_id.lt(below))
            .filter(events::transaction_id.gt(place.transaction))
            .order((events::transaction_id, events::seq))
            .limit(rest)
            .load(connection))?;
        rows.extend(later);
    }
    Ok(rows)
}

fn rows_of_contact_after(
    connection: &mut DatabaseConnection,
    place: EventCursor,
    contact_id: ContactId,
    end: EventCursor,
    limit: i64,
) -> Result<Vec<EventRow>> {
    // In two steps for the same reason as above.
    let mut rows: Vec<EventRow> = EventRow::query()
        .filter(events::contact_id.eq(contact_id))
        .filter(events::transaction_id.eq(place.transaction))
        .filter(events::seq.gt(place.sequence))
        .order(events::seq)
        .limit(limit)
        .load(connection)?;
    let rest = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if rest > 0 {
        let later: Vec<EventRow> = EventRow::query()
            .filter(events::contact_id.eq(contact_id))
            .filter(events::transaction_id.gt(place.transaction))
            .filter(events::transaction_id.le(end.transaction))
            .order((events::transaction_id, events::seq))
            .limit(rest)
            .load(connection)?;
        rows.extend(later);
    }
    Ok(rows)
}

/// Removes events from before a time, oldest first, at most `limit` and at most
/// [`limits::PRUNE_ROWS`], and records how far; says how many. Only a beginning of the log is ever
/// removed, so that a place is either older than the floor or nothing after it is missing.
pub fn prune(transaction: &mut Transaction<'_>, before: Timestamp, limit: i64) -> Result<usize> {
    let below = dialect::visible_below(transaction)?;
    let oldest: Vec<(i64, i64, Timestamp)> = events::table
        .filter(events::transaction_id.lt(below))
        .order((events::transaction_id, events::seq))
        .limit(limit.clamp(1, limits::PRUNE_ROWS))
        .select((events::transaction_id, events::seq, events::at))
        .load(transaction.connection)?;
    let old = oldest.iter().take_while(|(_, _, at)| *at < before).last();
    let Some(&(last_transaction, last_sequence, _)) = old else { return Ok(0) };
    let earlier = events::table.filter(events::transaction_id.lt(last_transaction));
    let same = events::table
        .filter(events::transaction_id.eq(last_transaction))
        .filter(events::seq.le(last_sequence));
    let removed = diesel::delete(earlier).execute(transaction.connection)?
        + diesel::delete(same).execute(transaction.connection)?;
    let floor = EventCursor {
        epoch: transaction.epoch,
        transaction: last_transaction,
        sequence: last_sequence,
    };
    let now = transaction.now;
    setting::put(transaction, FLOOR, &floor.to_string(), now)?;
    Ok(removed)
}

struct Marks {
    epoch: Option<u32>,
    floor: Option<EventCursor>,
}

fn marks(connection: &mut DatabaseConnection) -> Result<Marks> {
    let query = settings::table
        .filter(settings::key.eq(EPOCH).or(settings::key.eq(FLOOR)))
        .select((settings::key, settings::value));
    let rows: Vec<(String, String)> = direct!(connection => query.load(connection))?;
    let value = |key| rows.iter().find(|row| row.0 == key).map(|row| row.1.as_str());
    Ok(Marks {
        epoch: value(EPOCH).and_then(|word| u32::from_str_radix(word, 16).ok()),
        floor: value(FLOOR).and_then(|word| word.parse().ok()),
    })
}

fn floor(connection: &mut DatabaseConnection, epoch: u32) -> Result<Option<EventCursor>> {
    Ok(marks(connection)?.floor.map(|floor| EventCursor { epoch, ..floor }))
}

/// An event as it is stored, its words as they stand there.
#[derive(HasQuery)]
#[diesel(table_name = events)]
struct EventRow {
    seq: i64,
    transaction_id: i64,
    at: Timestamp,
    kind: String,
    author_kind: String,
    author_id: Option<i64>,
    subject_kind: String,
    subject_id: i64,
    chat_id: Option<ChatId>,
    contact_id: Option<ContactId>,
    channel_id: Option<ChannelId>,
    detail: EventDetail,
}

impl EventRow {
    fn cursor(&self, epoch: u32) -> EventCursor {
        EventCursor { epoch, transaction: self.transaction_id, sequence: self.seq }
    }

    /// The event; none where a word of it is unknown here.
    fn into_event(self, epoch: u32) -> Option<Event> {
        let cursor = self.cursor(epoch);
        let event = NewEvent {
            kind: self.kind.parse().ok()?,
            author_kind: self.author_kind.parse().ok()?,
            author_id: self.author_id,
            subject_kind: self.subject_kind.parse().ok()?,
            subject_id: self.subject_id,
            chat_id: self.chat_id,
            contact_id: self.contact_id,
            channel_id: self.channel_id,
            detail: self.detail,
        };
        Some(Event { cursor, at: self.at, event })
    }
}
