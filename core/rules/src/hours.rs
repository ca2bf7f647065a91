//! Business hours as transcripts write them, and times as rules say them.

use crate::limits::CALENDAR_SPANS_MAX;
use jiff::ZonedDateTime;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use switchboard_model::Timestamp;
use switchboard_model::hours::{Hours, Weekday as Day, clock_minute, openings};

/// When it is open, in a time zone. Without hours it is always open.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    hours: Option<Hours>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, hours: None }
    }
}

/// The day that a word such as `Mon` names.
pub fn weekday(word: &str) -> Option<Weekday> {
    let place = Day::named(word).and_then(|day| Day::ALL.iter().position(|one| *one == day))?;
    Weekday::from_monday_zero_offset(place.try_into().ok()?).ok()
}

/// The time that a word such as `09:30` names.
pub fn time(word: &str) -> Option<Time> {
    let minute = clock_minute(word)?;
    Time::new((minute / 60).try_into().ok()?, (minute % 60).try_into().ok()?, 0, 0).ok()
}

impl Calendar {
    /// Reads `Mon-Fri 09:00-18:00, Sat 10:00-14:00` and a zone such as `Europe/Berlin`.
    pub fn parse(spans: &str, zone: &str) -> Result<Self, String> {
        let mut week = Vec::new();
        for span in spans.split(',') {
            week.extend(openings(span).map_err(|error| error.to_string())?);
        }
        if week.len() > CALENDAR_SPANS_MAX {
            return Err(format!("a calendar has at most {CALENDAR_SPANS_MAX} spans"));
        }
        let hours = Hours::new(zone, week, []).map_err(|error| error.to_string())?;
        let zone = TimeZone::get(zone).map_err(|error| error.to_string())?;
        Ok(Self { zone, hours: Some(hours) })
    }

    /// The calendar of a schedule.
    pub fn of(zone: &str, hours: Hours) -> Self {
        Self { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC), hours: Some(hours) }
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
        self.hours.as_ref().map_or(Some(at), |hours| hours.next_open(at))
    }

    /// The moment at which it has been open for so long since then.
    pub fn after(&self, at: Timestamp, milliseconds: i64) -> Option<Timestamp> {
        match &self.hours {
            Some(hours) => hours.add(at, milliseconds),
            None => Some(at.plus_ms(milliseconds)),
        }
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
