//! The table of timers: what is to happen at a time. Who deletes a row that is due makes it happen, in the
//! same write: so each happens once, whoever looks.

use crate::schema::timers;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use switchboard_model::timer::{Timer, TimerKind};
use switchboard_model::{TimerId, Timestamp};

/// Sets a timer; one of the same kind and subject is moved.
pub fn set(connection: &mut DatabaseConnection, timer: &Timer) -> Result<()> {
    let insert = diesel::insert_into(timers::table).values(timer);
    dialect::upsert(connection, insert, "kind, subject_id", &["due_at", "set_at"])
}

/// Removes the timer of this kind and subject, where there is one.
pub fn remove(connection: &mut DatabaseConnection, kind: TimerKind, subject_id: i64) -> Result<()> {
    let one = timers::table.filter(timers::kind.eq(kind)).filter(timers::subject_id.eq(subject_id));
    diesel::delete(one).execute(connection)?;
    Ok(())
}

/// The timers that are due, in the order of their times, at most `limit`.
pub fn due(connection: &mut DatabaseConnection, now: Timestamp, limit: i64) -> Result<Vec<Timer>> {
    Ok(Timer::query()
        .filter(timers::due_at.le(now))
        .order((timers::due_at, timers::timer_id))
        .limit(limit)
        .load(connection)?)
}

/// When the next timer is due, if there is one.
pub fn next_due_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let first = timers::table.order((timers::due_at, timers::timer_id)).select(timers::due_at);
    Ok(first.first(connection).optional()?)
}

/// Takes a timer that is due out of the table; false when somebody has taken, moved or removed it.
pub fn take(connection: &mut DatabaseConnection, id: TimerId, now: Timestamp) -> Result<bool> {
    let due = timers::table.find(id).filter(timers::due_at.le(now));
    Ok(diesel::delete(due).execute(connection)? == 1)
}

/// Puts off a timer that could not fire, unless somebody has moved or removed it meanwhile.
pub fn put_off(connection: &mut DatabaseConnection, timer: &Timer, until: Timestamp) -> Result<()> {
    let same = timers::table.find(timer.timer_id).filter(timers::due_at.eq(timer.due_at));
    diesel::update(same).set(timers::due_at.eq(until)).execute(connection)?;
    Ok(())
}

/// Lets the spans of a kind that were set later than `latest` begin now: the clock was ahead then. Returns
/// how many.
pub fn pull_in(
    connection: &mut DatabaseConnection,
    kind: TimerKind,
    now: Timestamp,
    latest: Timestamp,
) -> Result<usize> {
    let text = "UPDATE timers SET due_at = due_at - set_at + $1, set_at = $1 \
                WHERE kind = $2 AND set_at > $3";
    Ok(diesel::sql_query(text)
        .bind::<BigInt, _>(now)
        .bind::<Text, _>(kind)
        .bind::<BigInt, _>(latest)
        .execute(connection)?)
}
