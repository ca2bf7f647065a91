//! The table of schedules, with the openings of a week and the days that are different.

use crate::dialect::{Locked, Number};
use crate::error::one_changed;
use crate::schema::{schedule_holidays, schedule_hours, schedules};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::{sql_query, sql_types::BigInt};
use switchboard_model::ScheduleId;
use switchboard_model::schedule::{Schedule, ScheduleHoliday, ScheduleHours, ScheduleTimes};

queries!(Schedule in schedules by schedule_id: ScheduleId {
    get, find, hold, lock, by_ids, all, count,
    /// A name that another one has is a conflict, and a second default.
    insert,
    /// A name that another one has is a conflict, and a second default.
    update,
});

/// The schedule with this name.
pub fn find_by_name(connection: &mut DatabaseConnection, name: &str) -> Result<Option<Schedule>> {
    let query = Schedule::query().filter(schedules::name.eq(name));
    Ok(query.get_result(connection).optional()?)
}

/// That of whatever has none of its own.
pub fn find_default(connection: &mut DatabaseConnection) -> Result<Option<Schedule>> {
    let query = Schedule::query().filter(schedules::is_default);
    Ok(query.get_result(connection).optional()?)
}

/// The same, locked until the commit.
pub fn lock_default(connection: &mut DatabaseConnection) -> Result<Option<Schedule>> {
    let found = crate::dialect::direct!(
        connection => Locked(Schedule::query().filter(schedules::is_default)).get_result(connection)
    );
    Ok(found.optional()?)
}

/// The times of one schedule.
pub fn times(connection: &mut DatabaseConnection, id: ScheduleId) -> Result<ScheduleTimes> {
    let (hours, holidays) = times_of_all(connection, &[id])?;
    Ok(ScheduleTimes { hours, holidays })
}

/// The times of these schedules, those of each in their order.
pub fn times_of_all(
    connection: &mut DatabaseConnection,
    ids: &[ScheduleId],
) -> Result<(Vec<ScheduleHours>, Vec<ScheduleHoliday>)> {
    let mut hours: Vec<ScheduleHours> =
        ScheduleHours::query().filter(schedule_hours::schedule_id.eq_any(ids)).load(connection)?;
    // A week begins with its Monday, not with the first letter.
    hours.sort_unstable_by_key(|row| (row.schedule_id, row.weekday, row.from_minute));
    let holidays = ScheduleHoliday::query()
        .filter(schedule_holidays::schedule_id.eq_any(ids))
        .order((schedule_holidays::schedule_id, schedule_holidays::day))
        .load(connection)?;
    Ok((hours, holidays))
}

/// Gives a schedule these times in the place of those that it had.
pub fn set_times(
    connection: &mut DatabaseConnection,
    id: ScheduleId,
    times: &ScheduleTimes,
) -> Result<()> {
    let hours = schedule_hours::table.filter(schedule_hours::schedule_id.eq(id));
    diesel::delete(hours).execute(connection)?;
    let holidays = schedule_holidays::table.filter(schedule_holidays::schedule_id.eq(id));
    diesel::delete(holidays).execute(connection)?;
    for row in &times.hours {
        diesel::insert_into(schedule_hours::table).values(row).execute(connection)?;
    }
    for row in &times.holidays {
        diesel::insert_into(schedule_holidays::table).values(row.clone()).execute(connection)?;
    }
    Ok(())
}

/// Has a channel or a team these hours. One that is deleted has none.
pub fn is_needed(connection: &mut DatabaseConnection, id: ScheduleId) -> Result<bool> {
    let text = "SELECT channel_id AS number FROM channels WHERE schedule_id = $1 \
        UNION ALL SELECT team_id FROM teams WHERE schedule_id = $1 LIMIT 1";
    let found: Vec<Number> = sql_query(text).bind::<BigInt, _>(id.0).load(connection)?;
    Ok(!found.is_empty())
}

/// Removes a schedule with its times.
pub fn delete(connection: &mut DatabaseConnection, id: ScheduleId) -> Result<()> {
    set_times(connection, id, &ScheduleTimes::default())?;
    one_changed(diesel::delete(schedules::table.find(id)).execute(connection)?)
}
