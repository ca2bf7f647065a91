//! Business hours: is it open, when does it open, and durations that run while it is open. What a clock on the wall
//! shows says when an opening begins and ends; in between real milliseconds are counted.
//!
//! What is absent: rows, and whose hours they are (`schedule`).

mod calendar;
#[cfg(test)]
mod tests;
mod week;
mod words;

pub use week::{HoursError, Opening, Weekday};
pub use words::{HoursWordsError, clock_minute, openings};

use crate::Timestamp;
use calendar::Calendar;
use jiff::civil::Date;

/// When it is open, all year round.
#[derive(Clone, Debug)]
pub struct Hours {
    calendar: Calendar,
}

impl Hours {
    /// Hours by a time zone's IANA name, the openings of a week, and the days that are different, with the openings
    /// that they have instead: none, where it stays closed.
    ///
    /// # Errors
    /// [`HoursError`] for what no clock and no calendar has.
    pub fn new(
        time_zone: &str,
        week: impl IntoIterator<Item = (Weekday, Opening)>,
        holidays: impl IntoIterator<Item = (Date, Vec<Opening>)>,
    ) -> Result<Self, HoursError> {
        let zone = week::time_zone(time_zone)?;
        let week = week::checked_week(week)?;
        let holidays = week::checked_holidays(holidays)?;
        Ok(Self { calendar: Calendar::new(zone, week, holidays) })
    }

    /// Is it open at this time. The end of an opening is closed.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == Some(at)
    }

    /// The first time from this one on when it is open: this one, where it is; none, where it does not open within
    /// [ten years](crate::limits::OPEN_WITHIN_DAYS).
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        self.calendar.after(at).next().map(|open| open.begin.max(at))
    }

    /// The first time until which it was open for so many milliseconds since `from`: within an opening or at its end.
    /// `from` itself for none; none, where that takes more than
    /// [ten years](crate::limits::OPEN_WITHIN_DAYS).
    pub fn add(&self, from: Timestamp, open_ms: i64) -> Option<Timestamp> {
        if open_ms <= 0 {
            return Some(from);
        }
        let mut left_ms = open_ms;
        for open in self.calendar.after(from) {
            let begin = open.begin.max(from);
            let length_ms = open.end.since_ms(begin);
            if left_ms <= length_ms {
                return Some(begin.plus_ms(left_ms));
            }
            left_ms -= length_ms;
        }
        None
    }

    /// The last time since which it was open for so many milliseconds until `until`: within an opening or at its
    /// begin. Where [`Self::add`] comes back to.
    pub fn subtract(&self, until: Timestamp, open_ms: i64) -> Option<Timestamp> {
        if open_ms <= 0 {
            return Some(until);
        }
        let mut left_ms = open_ms;
        for open in self.calendar.before(until) {
            let end = open.end.min(until);
            let length_ms = end.since_ms(open.begin);
            if left_ms <= length_ms {
                return Some(end.plus_ms(-left_ms));
            }
            left_ms -= length_ms;
        }
        None
    }

    /// For how many milliseconds it was open from `from` to `to`; negative when `to` is earlier. Far ends of time
    /// that no calendar has are closed.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        let openings = self.calendar.between(from, to);
        openings.map(|open| open.end.min(to).since_ms(open.begin.max(from))).sum()
    }
}
