//! Weekly opening hours in a time zone: is it open, when does it open, how long was it open.

use crate::limits::{CALENDAR_DAYS_MAX, CALENDAR_SPANS_MAX};
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, ZonedDateTime};
use switchboard_model::Timestamp;

/// Weekly hours. Without spans it is always open.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    spans: Vec<(Weekday, Time, Time)>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, spans: Vec::new() }
    }
}

/// Days as they are written.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Mon", Weekday::Monday),
    ("Tue", Weekday::Tuesday),
    ("Wed", Weekday::Wednesday),
    ("Thu", Weekday::Thursday),
    ("Fri", Weekday::Friday),
    ("Sat", Weekday::Saturday),
    ("Sun", Weekday::Sunday),
];

/// The day that a word such as `Mon` names.
pub fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, day)| *day)
}

/// The time that a word such as `09:30` names.
pub fn time(word: &str) -> Option<Time> {
    let (hour, minute) = word.split_once(':')?;
    let is_number = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || minute.len() != 2 || !is_number(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

impl Calendar {
    /// Reads `Mon-Fri 09:00-18:00, Sat 10:00-14:00` and a zone such as `Europe/Berlin`.
    pub fn parse(spans: &str, zone: &str) -> Result<Self, String> {
        let zone = TimeZone::get(zone).map_err(|_| {
            format!("there is no time zone \"{zone}\": write one such as Europe/Berlin")
        })?;
        let mut calendar = Self { zone, spans: Vec::new() };
        for span in spans.split(',').map(str::trim) {
            let wrong = || format!("\"{span}\" are no hours: write them as Mon-Fri 09:00-18:00");
            let (days, times) = span.split_once(' ').ok_or_else(wrong)?;
            let (from, to) = times.trim().split_once('-').ok_or_else(wrong)?;
            let end = if to == "24:00" { Some(Time::MAX) } else { time(to) };
            let (Some(from), Some(to)) = (time(from), end) else { return Err(wrong()) };
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (Some(first), Some(last)) = (weekday(first), weekday(last)) else {
                return Err(wrong());
            };
            if from >= to {
                return Err(format!(
                    "\"{span}\" ends before it begins: write two spans over midnight"
                ));
            }
            let days = first.cycle_forward().take(first.until(last).unsigned_abs() as usize + 1);
            calendar.spans.extend(days.map(|day| (day, from, to)));
        }
        if calendar.spans.len() > CALENDAR_SPANS_MAX {
            return Err(format!("a calendar has at most {CALENDAR_SPANS_MAX} spans"));
        }
        calendar.spans.sort_by_key(|(day, from, _)| (day.to_monday_zero_offset(), *from));
        Ok(calendar)
    }

    /// The zone in which its hours are told.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// A point in time as its clocks show it.
    pub fn local(&self, at: Timestamp) -> ZonedDateTime {
        jiff::Timestamp::from_millisecond(at.0)
            .unwrap_or_default()
            .to_zoned_datetime(self.zone.clone())
    }

    /// Is it open then.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_open(at) == Some(at)
    }

    /// The first open moment from then on.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        self.openings(at).next().map(|(from, _)| from.max(at))
    }

    /// The moment at which it has been open for so long since then.
    pub fn after(&self, at: Timestamp, milliseconds: i64) -> Option<Timestamp> {
        let mut left = milliseconds;
        for (from, to) in self.openings(at) {
            let from = from.max(at);
            let length = to.since_ms(from);
            if left <= length {
                return Some(from.plus_ms(left));
            }
            left -= length;
        }
        None
    }

    /// The spans that end after a moment, day by day.
    fn openings(&self, at: Timestamp) -> Box<dyn Iterator<Item = (Timestamp, Timestamp)> + '_> {
        if self.spans.is_empty() {
            return Box::new(std::iter::once((at, Timestamp(i64::MAX))));
        }
        let first = self.local(at).date();
        let days = (0..CALENDAR_DAYS_MAX).map_while(move |day| first.checked_add(day.days()).ok());
        let spans = days.flat_map(move |date| {
            let of_day = self.spans.iter().filter(move |(day, ..)| *day == date.weekday());
            of_day.filter_map(move |(_, from, to)| {
                // In a fold it opens by the first clock and closes by the second.
                let instant =
                    |time: &Time| self.zone.to_ambiguous_timestamp(date.to_datetime(*time));
                let (from, mut to) = (instant(from).earlier().ok()?, instant(to).later().ok()?);
                if to.subsec_nanosecond() != 0 {
                    to = to.round(jiff::Unit::Second).ok()?;
                }
                Some((Timestamp(from.as_millisecond()), Timestamp(to.as_millisecond())))
            })
        });
        Box::new(spans.filter(move |(from, to)| *to > at && from < to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        let instant = text.parse::<jiff::Timestamp>().unwrap();
        Timestamp(instant.as_millisecond())
    }

    #[test]
    fn it_opens_and_closes_by_the_clocks_of_its_zone() {
        let calendar = Calendar::parse("Mon-Fri 09:00-18:00", "Europe/Berlin").unwrap();
        assert!(calendar.is_open(at("2026-03-02T08:00:00Z")));
        assert!(!calendar.is_open(at("2026-03-02T17:00:00Z")));
        assert!(!calendar.is_open(at("2026-03-01T10:00:00Z")), "a Sunday");
        let monday = at("2026-03-30T07:00:00Z");
        assert_eq!(calendar.next_open(at("2026-03-27T17:00:00Z")), Some(monday), "summer time");
    }

    #[test]
    fn open_time_passes_over_nights_and_changes_of_the_clocks() {
        let calendar = Calendar::parse("Mon-Fri 09:00-18:00", "Europe/Berlin").unwrap();
        let friday = at("2026-03-27T16:30:00Z");
        assert_eq!(calendar.after(friday, 3_600_000), Some(at("2026-03-30T07:30:00Z")));
        let all_day = Calendar::parse("Mon-Sun 00:00-24:00", "Europe/Berlin").unwrap();
        let begin = at("2026-03-28T23:00:00Z");
        assert_eq!(all_day.after(begin, 23 * 3_600_000), Some(at("2026-03-29T22:00:00Z")));
        assert_eq!(Calendar::default().after(begin, 5), Some(begin.plus_ms(5)));
    }

    #[test]
    fn what_are_no_hours_is_refused() {
        for (spans, zone) in [
            ("Mon-Fri 09:00-18:00", "Mars/Base"),
            ("always", "UTC"),
            ("Mon 18:00-09:00", "UTC"),
            ("Xyz 09:00-18:00", "UTC"),
            ("Mon 9-18", "UTC"),
        ] {
            assert!(Calendar::parse(spans, zone).is_err(), "{spans} {zone}");
        }
    }
}
