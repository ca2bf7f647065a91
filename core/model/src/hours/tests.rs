//! What a clock on the wall says of known days. The laws stand in the desk's tests, in all zones.

use super::*;
use jiff::civil::date;

const HOUR_MS: i64 = 3_600_000;

fn opening(from_minute: i32, to_minute: i32) -> Opening {
    Opening { from_minute, to_minute }
}

fn every_day(openings: &[Opening]) -> Vec<(Weekday, Opening)> {
    let days = Weekday::ALL.iter();
    days.flat_map(|day| openings.iter().map(|opening| (*day, *opening))).collect()
}

fn working_days(openings: &[Opening]) -> Vec<(Weekday, Opening)> {
    let mut week = every_day(openings);
    week.retain(|(day, _)| *day < Weekday::Saturday);
    week
}

fn berlin(week: Vec<(Weekday, Opening)>, holidays: Vec<(Date, Vec<Opening>)>) -> Hours {
    Hours::new("Europe/Berlin", week, holidays).expect("hours")
}

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::ZonedDateTime>().expect("a time").timestamp().as_millisecond())
}

fn in_berlin(text: &str) -> Timestamp {
    at(&format!("{text}[Europe/Berlin]"))
}

#[test]
fn a_day_has_as_many_hours_as_the_clocks_let_it() {
    let hours = berlin(every_day(&[opening(0, 24 * 60)]), Vec::new());
    for (day, next, expected) in [
        ("2026-03-28", "2026-03-29", 24),
        ("2026-03-29", "2026-03-30", 23),
        ("2026-10-25", "2026-10-26", 25),
        ("2026-12-24", "2026-12-25", 24),
    ] {
        let midnight = |day: &str| in_berlin(&format!("{day}T00:00"));
        let open_ms = hours.between(midnight(day), midnight(next));
        assert_eq!(open_ms, expected * HOUR_MS, "on {day}");
        assert_eq!(hours.between(midnight(next), midnight(day)), -open_ms);
    }
}

#[test]
fn an_opening_in_a_fold_is_as_long_as_it_can_be() {
    let hours = berlin(every_day(&[opening(2 * 60 + 30, 2 * 60 + 45)]), Vec::new());
    let (begin, end) =
        (at("2026-10-25T02:30+02:00[Europe/Berlin]"), at("2026-10-25T02:45+01:00[Europe/Berlin]"));
    assert_eq!(hours.next_open(in_berlin("2026-10-25T00:00")), Some(begin));
    assert_eq!(
        hours.between(in_berlin("2026-10-25T00:00"), in_berlin("2026-10-26T00:00")),
        75 * 60_000
    );
    assert!(hours.is_open(end.plus_ms(-1)) && !hours.is_open(end));
}

#[test]
fn what_lies_in_a_gap_is_not_there() {
    let within = berlin(every_day(&[opening(2 * 60 + 15, 2 * 60 + 45)]), Vec::new());
    assert_eq!(
        within.next_open(in_berlin("2026-03-29T00:00")),
        Some(in_berlin("2026-03-30T02:15"))
    );
    let reaching_out = berlin(every_day(&[opening(60, 2 * 60 + 30)]), Vec::new());
    let day = (in_berlin("2026-03-29T00:00"), in_berlin("2026-03-30T00:00"));
    assert_eq!(reaching_out.between(day.0, day.1), HOUR_MS);
    let reaching_in = berlin(every_day(&[opening(2 * 60 + 30, 4 * 60)]), Vec::new());
    assert_eq!(reaching_in.next_open(day.0), Some(in_berlin("2026-03-29T03:00")));
    assert_eq!(reaching_in.between(day.0, day.1), HOUR_MS);
}

#[test]
fn durations_run_while_it_is_open() {
    let hours = berlin(
        working_days(&[opening(9 * 60, 12 * 60), opening(13 * 60, 18 * 60)]),
        vec![
            (date(2026, 12, 24), vec![opening(9 * 60, 12 * 60)]),
            (date(2026, 12, 25), Vec::new()),
        ],
    );
    for (from, open_ms, expected) in [
        ("2026-12-22T10:00", HOUR_MS, "2026-12-22T11:00"),
        // Over lunch, and until the very end of an opening.
        ("2026-12-22T10:00", 4 * HOUR_MS, "2026-12-22T15:00"),
        ("2026-12-22T10:00", 2 * HOUR_MS, "2026-12-22T12:00"),
        // Over the night from outside of the hours, and over the holidays with the weekend behind them.
        ("2026-12-22T20:00", HOUR_MS, "2026-12-23T10:00"),
        ("2026-12-23T17:00", 5 * HOUR_MS, "2026-12-28T10:00"),
        ("2026-12-25T17:00", 0, "2026-12-25T17:00"),
    ] {
        let (from, expected) = (in_berlin(from), in_berlin(expected));
        assert_eq!(hours.add(from, open_ms), Some(expected), "{open_ms} ms from {from:?}");
        assert_eq!(hours.between(from, expected), open_ms);
    }
    let back = hours.subtract(in_berlin("2026-12-28T10:00"), 5 * HOUR_MS);
    assert_eq!(back, Some(in_berlin("2026-12-23T17:00")));
    assert!(!hours.is_open(in_berlin("2026-12-25T10:00")));
    assert_eq!(hours.next_open(in_berlin("2026-12-24T12:00")), Some(in_berlin("2026-12-28T09:00")));
}

#[test]
fn what_never_opens_is_told_at_once() {
    let never = berlin(Vec::new(), Vec::new());
    let now = in_berlin("2026-11-27T12:00");
    assert_eq!(never.next_open(now), None);
    assert_eq!(never.add(now, 1), None);
    assert_eq!(never.subtract(now, 1), None);
    assert_eq!(never.between(now, now.plus_ms(1_000 * HOUR_MS)), 0);
    // Once only, and that is too far away from a time before it.
    let once = berlin(Vec::new(), vec![(date(2036, 11, 27), vec![opening(0, 60)])]);
    assert!(once.next_open(now).is_some() && once.next_open(now.plus_ms(-72 * HOUR_MS)).is_none());
    assert_eq!(once.next_open(Timestamp(i64::MAX)), None);
    assert_eq!(once.between(Timestamp(i64::MIN), Timestamp(i64::MAX)), 0);
}

#[test]
fn what_no_day_has_is_refused() {
    let refused = |zone: &str, week: &[Opening], holidays: &[Date]| {
        let holidays = holidays.iter().map(|day| (*day, Vec::new()));
        let made = Hours::new(zone, every_day(week), holidays);
        made.expect_err("refused").to_string()
    };
    let zone = "Europe/Berlin";
    for (said, expected) in [
        (refused("Europe/Atlantis", &[], &[]), "is no time zone"),
        (refused(zone, &[opening(-1, 60)], &[]), "is not within a day"),
        (refused(zone, &[opening(0, 1_441)], &[]), "is not within a day"),
        (
            refused(zone, &[opening(22 * 60, 2 * 60)], &[]),
            "22:00-02:00 ends before it begins: let an opening over midnight end at 24:00",
        ),
        (refused(zone, &[opening(60, 60)], &[]), "ends before it begins"),
        (
            refused(zone, &[opening(600, 700), opening(60, 601)], &[]),
            "01:00-10:01 and 10:00-11:40 are on one day and overlap",
        ),
        (refused(zone, &[], &[date(2026, 12, 25); 2]), "2026-12-25 is there twice"),
    ] {
        assert!(said.contains(expected), "{said}");
    }
}
