//! Schedules: business hours as they are stored. What they mean for a time or a duration says `hours`.

use crate::hours::{Hours, HoursError, Opening, Weekday};
use crate::{ScheduleId, Timestamp};
use jiff::civil::Date;

/// Business hours of channels and teams.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::schedules, primary_key(schedule_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Schedule {
    /// The id.
    pub schedule_id: ScheduleId,
    /// The name, unique.
    pub name: String,
    /// The time zone of its hours, by its name in the IANA database.
    pub time_zone: String,
    /// Is it that of whatever has none of its own. One is, or none.
    pub is_default: bool,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An opening of every week.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::schedule_hours)
)]
pub struct ScheduleHours {
    /// The schedule.
    pub schedule_id: ScheduleId,
    /// The day.
    pub weekday: Weekday,
    /// When it begins, in minutes of the day.
    pub from_minute: i32,
    /// When it ends, in minutes of the day.
    pub to_minute: i32,
}

/// A day that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::schedule_holidays)
)]
pub struct ScheduleHoliday {
    /// The schedule.
    pub schedule_id: ScheduleId,
    /// The day, such as `2026-12-25`.
    pub day: String,
    /// What it is called.
    pub name: String,
    /// What it has instead of its weekday's openings; none: it stays closed.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<Opening>>))]
    pub openings: Vec<Opening>,
}

/// All times of a schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleTimes {
    /// The openings of a week, those of a day in their order.
    pub hours: Vec<ScheduleHours>,
    /// The days that are different, in their order.
    pub holidays: Vec<ScheduleHoliday>,
}

impl ScheduleTimes {
    /// What they mean in a time zone.
    ///
    /// # Errors
    /// [`HoursError`] for what no clock and no calendar has.
    pub fn in_zone(&self, time_zone: &str) -> Result<Hours, HoursError> {
        let week = self.hours.iter().map(|row| {
            let ScheduleHours { from_minute, to_minute, .. } = *row;
            (row.weekday, Opening { from_minute, to_minute })
        });
        let holidays = self.holidays.iter().map(|row| Ok((day(&row.day)?, row.openings.clone())));
        let holidays = holidays.collect::<Result<Vec<_>, HoursError>>()?;
        Hours::new(time_zone, week, holidays)
    }
}

/// A day as it is written down.
///
/// # Errors
/// [`HoursError`] where no calendar has it.
pub fn day(text: &str) -> Result<Date, HoursError> {
    text.parse().map_err(|_| HoursError::NoDay(text.to_owned()))
}
