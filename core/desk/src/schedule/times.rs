//! The times of a schedule, as they are given.

use crate::check::clean_name;
use crate::limits::{DAY_OPENINGS_MAX, SCHEDULE_HOLIDAYS_MAX};
use crate::visit::canonical as canonical_zone;
use crate::{DeskError, Result};
use switchboard_model::hours::{HoursError, Opening, Weekday};
use switchboard_model::schedule::{ScheduleHoliday, ScheduleHours, ScheduleTimes, day};
use switchboard_model::{ScheduleId, Timestamp};

/// A day that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day, such as `2026-12-25`.
    pub day: String,
    /// What it is called.
    pub name: String,
    /// What it has instead of its weekday's openings; none: it stays closed.
    pub openings: Vec<Opening>,
}

/// The openings of a week, by their days.
pub(super) fn checked_hours(
    id: ScheduleId,
    given: &[(Weekday, Opening)],
) -> Result<Vec<ScheduleHours>> {
    for weekday in Weekday::ALL {
        check_count("hours", given.iter().filter(|(day, _)| day == weekday).count())?;
    }
    let mut rows: Vec<ScheduleHours> = given
        .iter()
        .map(|(weekday, Opening { from_minute, to_minute })| ScheduleHours {
            schedule_id: id,
            weekday: *weekday,
            from_minute: *from_minute,
            to_minute: *to_minute,
        })
        .collect();
    rows.sort_unstable_by_key(|row| (row.weekday, row.from_minute));
    Ok(rows)
}

/// The days that are different, in their order.
pub(super) fn checked_holidays(id: ScheduleId, given: &[Holiday]) -> Result<Vec<ScheduleHoliday>> {
    if given.len() > SCHEDULE_HOLIDAYS_MAX {
        let reason = format!(
            "a schedule has at most {SCHEDULE_HOLIDAYS_MAX}: leave out those that are over"
        );
        return Err(DeskError::invalid("holidays", reason));
    }
    let mut rows = Vec::with_capacity(given.len());
    for one in given {
        check_count("holidays", one.openings.len())?;
        let mut openings = one.openings.clone();
        openings.sort_unstable();
        rows.push(ScheduleHoliday {
            schedule_id: id,
            day: day(&one.day).map_err(refused)?.to_string(),
            name: clean_name("holidays", &one.name)?,
            openings,
        });
    }
    rows.sort_unstable_by(|one, other| one.day.cmp(&other.day));
    Ok(rows)
}

/// Are these hours, and does it open at all.
pub(super) fn check(times: &ScheduleTimes, time_zone: &str, now: Timestamp) -> Result<()> {
    let hours = times.in_zone(time_zone).map_err(refused)?;
    if hours.next_open(now).is_none() {
        let reason = "it would not open in the next ten years: give it an opening";
        return Err(DeskError::invalid("hours", reason));
    }
    Ok(())
}

/// The name of a time zone as the zone database has it.
pub(super) fn clean_zone(name: &str) -> Result<String> {
    let name = name.trim();
    canonical_zone(name).ok_or_else(|| refused(HoursError::UnknownZone(name.to_owned())))
}

fn check_count(field: &'static str, openings: usize) -> Result<()> {
    if openings <= DAY_OPENINGS_MAX {
        return Ok(());
    }
    let reason = format!("a day has at most {DAY_OPENINGS_MAX} openings: make fewer of them");
    Err(DeskError::invalid(field, reason))
}

fn refused(error: HoursError) -> DeskError {
    let field = match error {
        HoursError::UnknownZone(_) => "timeZone",
        HoursError::NoDay(_) | HoursError::DayTwice(_) => "holidays",
        HoursError::OutsideOfDay(_) | HoursError::EndsBeforeBegin(_) | HoursError::Overlap(..) => {
            "hours"
        }
    };
    DeskError::invalid(field, error.to_string())
}
