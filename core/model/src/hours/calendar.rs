//! The openings as times: those of each day made instants, one after the other, forwards and backwards. In a fold of
//! the clock an opening begins at the first of two such times and ends at the last; in a gap, when the clock jumps.

use super::week::{Holidays, Opening, Week};
use crate::Timestamp;
use crate::limits::OPEN_WITHIN_DAYS;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, ToSpan};

/// From when to when it is open. Such times never overlap, but may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub begin: Timestamp,
    pub end: Timestamp,
}

/// The openings of every day in a time zone.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    zone: TimeZone,
    week: Week,
    holidays: Holidays,
}

impl Calendar {
    pub(super) fn new(zone: TimeZone, week: Week, holidays: Holidays) -> Self {
        Self { zone, week, holidays }
    }

    /// What is open after a time, in its order, for ten years.
    pub(super) fn after(&self, at: Timestamp) -> impl Iterator<Item = Open> {
        let day = self.day_of(at);
        let last = day.map(|day| day.saturating_add(within()));
        self.forwards(day.zip(last)).filter(move |open| open.end > at)
    }

    /// What is open before a time, the last first, for ten years.
    pub(super) fn before(&self, at: Timestamp) -> impl Iterator<Item = Open> {
        let day = self.day_of(at);
        let first = day.map(|day| day.saturating_sub(within()));
        self.backwards(first.zip(day)).filter(move |open| open.begin < at)
    }

    /// What is open between two times, in its order.
    pub(super) fn between(&self, from: Timestamp, to: Timestamp) -> impl Iterator<Item = Open> {
        self.forwards(self.day_of(from).zip(self.day_of(to)))
            .filter(move |open| open.end > from && open.begin < to)
    }

    /// The openings of these days. The days around them are among them: one whose midnight is in a fold reaches into
    /// its neighbour.
    fn forwards(&self, days: Option<(Date, Date)>) -> impl Iterator<Item = Open> {
        let days =
            days.map(|(first, last)| (first.saturating_sub(1.day()), last.saturating_add(1.day())));
        let last = days.map(|(_, last)| last);
        let mut behind = Timestamp(i64::MIN);
        std::iter::successors(days.map(|(first, _)| first), |day| day.tomorrow().ok())
            .take_while(move |day| last.is_some_and(|last| *day <= last))
            .flat_map(|day| self.openings(day).iter().map(move |opening| (day, *opening)))
            .filter_map(|(day, opening)| self.open(day, opening))
            .filter_map(move |open| {
                let begin = open.begin.max(behind);
                behind = open.end.max(behind);
                (begin < open.end).then_some(Open { begin, ..open })
            })
    }

    /// The same, the last first.
    fn backwards(&self, days: Option<(Date, Date)>) -> impl Iterator<Item = Open> {
        let days =
            days.map(|(first, last)| (first.saturating_sub(1.day()), last.saturating_add(1.day())));
        let first = days.map(|(first, _)| first);
        let mut ahead = Timestamp(i64::MAX);
        std::iter::successors(days.map(|(_, last)| last), |day| day.yesterday().ok())
            .take_while(move |day| first.is_some_and(|first| *day >= first))
            .flat_map(|day| self.openings(day).iter().rev().map(move |opening| (day, *opening)))
            .filter_map(|(day, opening)| self.open(day, opening))
            .filter_map(move |open| {
                let end = open.end.min(ahead);
                ahead = open.begin.min(ahead);
                (open.begin < end).then_some(Open { end, ..open })
            })
    }

    fn openings(&self, day: Date) -> &[Opening] {
        let usual = usize::try_from(day.weekday().to_monday_zero_offset()).ok();
        let usual = usual.and_then(|weekday| self.week.get(weekday));
        self.holidays.get(&day).or(usual).map_or(&[], Vec::as_slice)
    }

    fn open(&self, day: Date, opening: Opening) -> Option<Open> {
        let begin = self.instant(clock(day, opening.from_minute)?, Edge::Begin)?;
        let end = self.instant(clock(day, opening.to_minute)?, Edge::End)?;
        Some(Open { begin, end })
    }

    /// When a clock on the wall shows this.
    fn instant(&self, shown: DateTime, edge: Edge) -> Option<Timestamp> {
        let offset = match (self.zone.to_ambiguous_timestamp(shown).offset(), edge) {
            (AmbiguousOffset::Unambiguous { offset }, _)
            | (AmbiguousOffset::Fold { before: offset, .. }, Edge::Begin)
            | (AmbiguousOffset::Fold { after: offset, .. }, Edge::End) => offset,
            (AmbiguousOffset::Gap { after, .. }, _) => {
                let ahead_of_jump = after.to_timestamp(shown).ok()?;
                let jump = self.zone.following(ahead_of_jump).next()?;
                return Some(Timestamp(jump.timestamp().as_millisecond()));
            }
        };
        Some(Timestamp(offset.to_timestamp(shown).ok()?.as_millisecond()))
    }

    fn day_of(&self, at: Timestamp) -> Option<Date> {
        let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
        Some(self.zone.to_datetime(at).date())
    }
}

/// Which of two times is meant of a clock that shows one twice.
#[derive(Clone, Copy)]
enum Edge {
    Begin,
    End,
}

/// The last minute of a day is the first of the next.
fn clock(day: Date, minute: i32) -> Option<DateTime> {
    day.to_datetime(jiff::civil::Time::midnight()).checked_add(minute.minutes()).ok()
}

fn within() -> Span {
    OPEN_WITHIN_DAYS.days()
}
