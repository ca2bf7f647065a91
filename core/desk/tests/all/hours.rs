//! What holds of business hours in every time zone, whenever its clocks change: durations in open hours are what a
//! clock on the wall says, minute for minute. `SWITCHBOARD_HOURS=full` looks at every change from 2015 to 2037, and
//! tells how quickly hours are counted.

use crate::chance::{is_full, seed};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::time::Instant;
use switchboard_model::Timestamp;
use switchboard_model::hours::{Hours, Opening, Weekday};

/// Those that most people live in, and those whose clocks do what nobody thinks of: jumps of half an hour and of a
/// day's quarter, at midnight, in a month of fasting, back and forth within a year, and none at all.
const ZONES: [&str; 30] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Juba",
    "Africa/Sao_Tome",
    "America/Asuncion",
    "America/Caracas",
    "America/Havana",
    "America/Los_Angeles",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/London",
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Chatham",
];
const FROM: &str = "2015-01-01T00:00:00Z";
const UNTIL: &str = "2038-01-01T00:00:00Z";
/// One change of the clocks in so many, and at least one in each zone that has any.
const SAMPLED: usize = 50;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How far around a change is looked.
const AROUND_MS: i64 = 2 * DAY_MS;
/// Random times and durations at each change, for each week.
const DRAWN: usize = 6;
/// Longer than a week has open hours, of those that are open by day.
const LONGEST_MS: i64 = 60 * HOUR_MS;

type Week = Vec<(Weekday, Opening)>;
type Holidays = BTreeMap<Date, Vec<Opening>>;

fn opening(from: (i32, i32), to: (i32, i32)) -> Opening {
    Opening { from_minute: from.0 * 60 + from.1, to_minute: to.0 * 60 + to.1 }
}

fn daily(openings: &[Opening], days: &[Weekday]) -> Week {
    days.iter().flat_map(|day| openings.iter().map(|one| (*day, *one))).collect()
}

fn weeks() -> Vec<Week> {
    let (midnight, end) = ((0, 0), (24, 0));
    let all = Weekday::ALL;
    vec![
        daily(&[opening((9, 0), (12, 0)), opening((13, 0), (18, 0))], &all[..5]),
        daily(&[opening(midnight, end)], all),
        daily(&[opening(midnight, (2, 30)), opening((22, 0), end)], all),
        daily(
            &[
                opening(midnight, (0, 1)),
                opening((0, 15), (0, 45)),
                opening((1, 30), (1, 40)),
                opening((1, 45), (2, 15)),
                opening((2, 20), (2, 50)),
                opening((23, 10), (23, 40)),
                opening((23, 50), end),
            ],
            all,
        ),
    ]
}

/// What the clock shows around a change, minute by minute: the time, the day, and the minute of the day.
fn clock_around(change: i64, zone: &TimeZone) -> Vec<(i64, Date, i32)> {
    let minutes = (change - AROUND_MS..change + AROUND_MS).step_by(60_000);
    let shown = minutes.map(|at| {
        let shown = zone.to_datetime(jiff::Timestamp::from_millisecond(at).expect("a time"));
        (at, shown.date(), i32::from(shown.hour()) * 60 + i32::from(shown.minute()))
    });
    shown.collect()
}

/// What is open around a change, told by the clock alone: from the first minute at which it shows a time of an
/// opening to the last.
struct Shown(Vec<(i64, i64)>);

impl Shown {
    fn by(clock: &[(i64, Date, i32)], week: &Week, holidays: &Holidays) -> Self {
        let mut found: BTreeMap<(Date, Opening), (i64, i64)> = BTreeMap::new();
        for of_day in clock.chunk_by(|one, other| one.1 == other.1) {
            let Some((_, day, _)) = of_day.first() else { continue };
            let weekday = Weekday::ALL[day.weekday().to_monday_zero_offset() as usize];
            let usual = || week.iter().filter(|(of, _)| *of == weekday).map(|(_, one)| *one);
            let openings = holidays.get(day).cloned().unwrap_or_else(|| usual().collect());
            for one in openings {
                let open = |(_, _, minute): &&(i64, Date, i32)| {
                    (one.from_minute..one.to_minute).contains(minute)
                };
                for (at, ..) in of_day.iter().filter(open) {
                    found.entry((*day, one)).or_insert((*at, *at)).1 = at + MINUTE_MS;
                }
            }
        }
        let mut times: Vec<(i64, i64)> = found.into_values().collect();
        times.sort_unstable();
        Self(times)
    }

    fn between(&self, from: i64, to: i64) -> i64 {
        let (mut sum, mut behind) = (0, from);
        for (begin, end) in &self.0 {
            let (begin, end) = ((*begin).max(behind), (*end).min(to));
            sum += (end - begin).max(0);
            behind = behind.max(end);
        }
        sum
    }

    fn is_open(&self, at: i64) -> bool {
        self.0.iter().any(|(begin, end)| (*begin..*end).contains(&at))
    }
}

/// The laws at one change of the clocks; answers how many times were tried.
fn check(zone_name: &str, change: i64, random: &mut StdRng) -> usize {
    let zone = TimeZone::get(zone_name).expect("a zone");
    let day = zone.to_datetime(jiff::Timestamp::from_millisecond(change).expect("a time")).date();
    let closed_around = Holidays::from([
        (day.yesterday().expect("a day"), Vec::new()),
        (day, vec![opening((0, 30), (3, 15))]),
    ]);
    let clock = clock_around(change, &zone);
    let mut tried = 0;
    for week in weeks() {
        for holidays in [Holidays::new(), closed_around.clone()] {
            let hours =
                Hours::new(zone_name, week.clone(), holidays.clone()).expect("hours of a zone");
            let shown = Shown::by(&clock, &week, &holidays);
            let mut times =
                vec![change - 1, change, change + 1, change - HOUR_MS, change + HOUR_MS];
            let inner = AROUND_MS - DAY_MS;
            times.extend((0..DRAWN).map(|_| change + random.random_range(-inner..inner)));
            times.sort_unstable();
            let context = format!("{zone_name} around {change}, {week:?}, {holidays:?}");
            for at in &times {
                assert_eq!(hours.is_open(Timestamp(*at)), shown.is_open(*at), "{at} of {context}");
            }
            for pair in times.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let other = times[random.random_range(0..times.len())];
                let counted = |from: i64, to: i64| hours.between(Timestamp(from), Timestamp(to));
                let said = format!("{from} to {to} of {context}");
                assert_eq!(counted(from, to), shown.between(from, to), "{said}");
                assert_eq!(counted(to, from), -counted(from, to), "{said}");
                let sum = counted(from, other) + counted(other, to);
                assert_eq!(sum, counted(from, to), "by way of {other}, {said}");
                let (one, two) =
                    (random.random_range(1..LONGEST_MS), random.random_range(1..LONGEST_MS));
                check_durations(&hours, (Timestamp(from), Timestamp(to)), (one, two), &said);
                tried += 1;
            }
        }
    }
    tried
}

/// The laws of durations, of which the first two are not nothing.
fn check_durations(
    hours: &Hours,
    (from, later): (Timestamp, Timestamp),
    (one, two): (i64, i64),
    said: &str,
) {
    let said = format!("{one} and {two} ms, {said}");
    let add = |from: Timestamp, open_ms: i64| hours.add(from, open_ms).expect("it opens");
    let subtract = |until: Timestamp, open_ms: i64| hours.subtract(until, open_ms).expect("it did");
    assert_eq!(add(from, 0), from, "{said}");
    assert_eq!(subtract(from, 0), from, "{said}");
    let end = add(from, one);
    assert_eq!(hours.between(from, end), one, "{said}");
    assert_eq!(add(end, two), add(from, one + two), "{said}");
    assert!(end > from && end <= add(later, one), "{said}");
    assert!(add(from, one + 1) > end, "{said}");
    // It is open until then.
    assert!(hours.is_open(end.plus_ms(-1)), "{said}");
    let begin = subtract(end, one);
    assert_eq!(Some(begin), hours.next_open(from), "{said}");
    let earlier = subtract(from, one);
    assert_eq!(hours.between(earlier, from), one, "{said}");
    assert_eq!(subtract(earlier, two), subtract(from, one + two), "{said}");
    assert!(hours.is_open(earlier) && earlier <= subtract(later, one), "{said}");
    assert_eq!(hours.between(add(earlier, one), from), 0, "{said}");
}

#[test]
fn open_hours_are_what_clocks_show_whenever_they_change() {
    let (from, until) = (FROM.parse().expect("a time"), UNTIL.parse().expect("a time"));
    let is_full = is_full("SWITCHBOARD_HOURS");
    let mut random = StdRng::seed_from_u64(seed());
    let (mut changes, mut tried) = (0, 0);
    for name in ZONES {
        let zone = TimeZone::get(name).expect("a zone");
        let of_zone = zone.following(from).map(|change| change.timestamp());
        let all: Vec<jiff::Timestamp> = of_zone.take_while(|at| *at < until).collect();
        let first = if is_full { 0 } else { random.random_range(0..all.len().clamp(1, SAMPLED)) };
        for change in all.iter().skip(first).step_by(if is_full { 1 } else { SAMPLED }) {
            tried += check(name, change.as_millisecond(), &mut random);
            changes += 1;
        }
    }
    println!("{tried} times around {changes} changes of the clocks in {} zones", ZONES.len());
    if is_full {
        tell_speed();
    }
}

/// How quickly a target is found on working days.
fn tell_speed() {
    let hours = Hours::new("Europe/Berlin", weeks().swap_remove(0), []).expect("hours");
    let from: jiff::Timestamp = FROM.parse().expect("a time");
    let times = 10_000;
    for target_hours in [2, 40] {
        let begun = Instant::now();
        let mut reached = 0_usize;
        for hour in 0..times {
            let at = Timestamp(from.as_millisecond() + hour * HOUR_MS);
            reached += usize::from(hours.add(at, target_hours * HOUR_MS).is_some());
        }
        let nanoseconds = begun.elapsed().as_nanos() / u128::from(times.unsigned_abs());
        println!("a target of {target_hours} h: {nanoseconds} ns each, {reached} reached");
    }
}
