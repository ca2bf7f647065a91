//! Hours and holidays as they are typed and shown: `mon-fri 09:00-18:00`, `2026-12-24 09:00-12:00 Christmas Eve`.

use crate::limits::DAY_LETTERS;
use switchboard_desk::schedule::Holiday;
use switchboard_model::hours::{Opening, Weekday};
use switchboard_model::schedule::{ScheduleHoliday, ScheduleHours};

/// Openings of one or several days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours(pub Vec<(Weekday, Opening)>);

/// `mon-fri 09:00-18:00`, also with several days and openings: `mon,wed 09:00-12:00 13:00-18:00`.
pub fn week_hours(text: &str) -> Result<WeekHours, String> {
    let mut words = text.split_whitespace();
    let days = days(words.next().unwrap_or_default())?;
    let openings = words.map(opening).collect::<Result<Vec<_>, _>>()?;
    if openings.is_empty() {
        return Err(format!("{text:?} says no times: write \"mon-fri 09:00-18:00\""));
    }
    let of_day = |day: Weekday| openings.iter().map(move |opening| (day, *opening));
    Ok(WeekHours(days.into_iter().flat_map(of_day).collect()))
}

/// `2026-12-25 Christmas`, with openings between the two where it is open all the same.
pub fn holiday(text: &str) -> Result<Holiday, String> {
    let parts = text.trim().split_once(char::is_whitespace);
    let (day, mut rest) = parts
        .ok_or_else(|| format!("{text:?} is no day with a name: write \"2026-12-25 Christmas\""))?;
    let mut openings = Vec::new();
    rest = rest.trim_start();
    while let Some((word, behind)) = rest.split_once(char::is_whitespace)
        && let Ok(found) = opening(word)
    {
        openings.push(found);
        rest = behind.trim_start();
    }
    Ok(Holiday { day: day.to_owned(), name: rest.to_owned(), openings })
}

/// An opening of a week as it is typed.
pub fn shown_hours(row: &ScheduleHours) -> String {
    let (from_minute, to_minute) = (row.from_minute, row.to_minute);
    format!("{} {}", short(row.weekday), Opening { from_minute, to_minute })
}

/// A day that is different, as it is typed.
pub fn shown_holiday(row: &ScheduleHoliday) -> String {
    let openings: String = row.openings.iter().map(|one| format!("{one} ")).collect();
    format!("{} {openings}{}", row.day, row.name)
}

fn short(day: Weekday) -> String {
    day.as_str().to_ascii_lowercase().chars().take(DAY_LETTERS).collect()
}

/// `mon`, `mon-fri`, `sat,sun`.
fn days(text: &str) -> Result<Vec<Weekday>, String> {
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        if last < first {
            return Err(format!("{part:?} ends before it begins: a week begins with mon"));
        }
        days.extend(Weekday::ALL.iter().filter(|day| (first..=last).contains(*day)));
    }
    Ok(days)
}

fn day(word: &str) -> Result<Weekday, String> {
    let word = word.to_ascii_lowercase();
    let found = Weekday::ALL.iter().find(|day| short(**day) == word);
    found
        .copied()
        .ok_or_else(|| format!("{word:?} is no day: write mon, tue, wed, thu, fri, sat or sun"))
}

/// `09:00-18:00`.
fn opening(word: &str) -> Result<Opening, String> {
    let refused = || format!("{word:?} says no times: write 09:00-18:00");
    let (from, to) = word.split_once('-').ok_or_else(refused)?;
    let minute = |clock: &str| {
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    };
    let (Some(from_minute), Some(to_minute)) = (minute(from), minute(to)) else {
        return Err(refused());
    };
    Ok(Opening { from_minute, to_minute })
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::ScheduleId;

    #[test]
    fn hours_are_shown_as_they_are_typed() {
        let WeekHours(hours) = week_hours("Mon-Wed,sun 09:00-12:00 13:30-24:00").expect("hours");
        let shown: Vec<String> = hours
            .iter()
            .map(|(weekday, Opening { from_minute, to_minute })| {
                let schedule_id = ScheduleId(1);
                let (weekday, from_minute, to_minute) = (*weekday, *from_minute, *to_minute);
                shown_hours(&ScheduleHours { schedule_id, weekday, from_minute, to_minute })
            })
            .collect();
        assert_eq!(shown.first().map(String::as_str), Some("mon 09:00-12:00"));
        assert_eq!(shown.last().map(String::as_str), Some("sun 13:30-24:00"));
        assert_eq!(shown.len(), 8);
    }

    #[test]
    fn what_says_no_hours_is_refused() {
        for (typed, told) in [
            ("mon", "says no times"),
            ("", "is no day"),
            ("fri-mon 09:00-18:00", "a week begins with mon"),
            ("mon 9-18", "09:00-18:00"),
            ("mon 09:60-18:00", "09:00-18:00"),
            ("mon 09:00-25:00", "09:00-18:00"),
        ] {
            let refused = week_hours(typed).expect_err("it was taken");
            assert!(refused.contains(told), "{typed}: {refused}");
        }
        assert!(holiday("2026-12-25").is_err(), "it has no name");
    }

    #[test]
    fn a_holiday_may_have_hours_of_its_own() {
        for typed in ["2026-12-25 Christmas", "2026-12-24 09:00-10:00 11:00-12:00 Christmas Eve"] {
            let Holiday { day, name, openings } = holiday(typed).expect("a holiday");
            let row = ScheduleHoliday { schedule_id: ScheduleId(1), day, name, openings };
            assert_eq!(shown_holiday(&row), typed);
        }
    }
}
