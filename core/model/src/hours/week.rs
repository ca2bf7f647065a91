//! The openings of a week and of the days that are different, as they are written down, and what is refused of them.

use crate::limits::DAY_MINUTES;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

text_enum! {
    /// A day of the week.
    Weekday {
        /// Monday.
        Monday = "MONDAY",
        /// Tuesday.
        Tuesday = "TUESDAY",
        /// Wednesday.
        Wednesday = "WEDNESDAY",
        /// Thursday.
        Thursday = "THURSDAY",
        /// Friday.
        Friday = "FRIDAY",
        /// Saturday.
        Saturday = "SATURDAY",
        /// Sunday.
        Sunday = "SUNDAY",
    }
}

/// One opening of a day, in minutes since midnight as a clock on the wall shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Opening {
    /// When it begins.
    pub from_minute: i32,
    /// When it ends: at the latest with the day, at 1,440.
    pub to_minute: i32,
}

impl fmt::Display for Opening {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: i32| (minute.div_euclid(60), minute.rem_euclid(60));
        let ((from_hour, from_minute), (to_hour, to_minute)) =
            (clock(self.from_minute), clock(self.to_minute));
        write!(formatter, "{from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}")
    }
}

/// Why hours are none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// The zone database knows no such zone.
    #[error(
        "{0:?} is no time zone: give its name in the IANA database, such as Europe/Kyiv or UTC"
    )]
    UnknownZone(String),
    /// A calendar has no such day.
    #[error("{0:?} is no day: write it as 2026-12-25")]
    NoDay(String),
    /// A clock shows no such minute.
    #[error("{0} is not within a day: an opening begins and ends between 00:00 and 24:00")]
    OutsideOfDay(Opening),
    /// The end is not behind the begin.
    #[error(
        "{0} ends before it begins: let an opening over midnight end at 24:00, and begin again at 00:00 of the \
         next day"
    )]
    EndsBeforeBegin(Opening),
    /// Two openings of one day share a time.
    #[error("{0} and {1} are on one day and overlap: make one of them")]
    Overlap(Opening, Opening),
    /// A day is different in two ways.
    #[error("{0} is there twice: give it all of its openings at once")]
    DayTwice(Date),
}

/// The openings of the week's days from Monday on, each in the order of the day.
pub(super) type Week = [Vec<Opening>; 7];

/// The openings of the days that are different.
pub(super) type Holidays = BTreeMap<Date, Vec<Opening>>;

pub(super) fn time_zone(name: &str) -> Result<TimeZone, HoursError> {
    TimeZone::get(name).map_err(|_| HoursError::UnknownZone(name.to_owned()))
}

pub(super) fn checked_week(
    openings: impl IntoIterator<Item = (Weekday, Opening)>,
) -> Result<Week, HoursError> {
    let mut week = Week::default();
    for (weekday, opening) in openings {
        week[weekday as usize].push(opening);
    }
    for day in &mut week {
        check_day(day)?;
    }
    Ok(week)
}

pub(super) fn checked_holidays(
    days: impl IntoIterator<Item = (Date, Vec<Opening>)>,
) -> Result<Holidays, HoursError> {
    let mut holidays = Holidays::new();
    for (day, mut openings) in days {
        check_day(&mut openings)?;
        if holidays.insert(day, openings).is_some() {
            return Err(HoursError::DayTwice(day));
        }
    }
    Ok(holidays)
}

/// Puts the openings of a day in order.
fn check_day(openings: &mut [Opening]) -> Result<(), HoursError> {
    openings.sort_unstable();
    for opening in &*openings {
        let minutes = 0..=DAY_MINUTES;
        if !minutes.contains(&opening.from_minute) || !minutes.contains(&opening.to_minute) {
            return Err(HoursError::OutsideOfDay(*opening));
        }
        if opening.to_minute <= opening.from_minute {
            return Err(HoursError::EndsBeforeBegin(*opening));
        }
    }
    for pair in openings.windows(2) {
        if let [first, second] = pair
            && second.from_minute < first.to_minute
        {
            return Err(HoursError::Overlap(*first, *second));
        }
    }
    Ok(())
}
