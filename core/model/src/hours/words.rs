//! Hours as they are typed: `mon-fri 09:00-12:00 13:00-18:00`.

use super::{Opening, Weekday};
use crate::limits::WEEKDAY_LETTERS;
use std::str::FromStr;

/// Why typed words are no hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursWordsError {
    /// No opening is read in it.
    #[error("{0:?} says no times: write them as 09:00-18:00")]
    NoTimes(String),
    /// The week has no such day.
    #[error("{0:?} is no day: write mon, tue, wed, thu, fri, sat or sun")]
    NoWeekday(String),
    /// Days that end before they begin.
    #[error("{0:?} ends before it begins: a week begins with mon")]
    WeekTurns(String),
}

impl Weekday {
    /// The beginning of its name, by which it is typed: `MON`.
    pub fn short(self) -> &'static str {
        self.as_str().get(..WEEKDAY_LETTERS).unwrap_or(self.as_str())
    }

    /// The day that a word such as `mon` or `Mon` names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|day| day.short().eq_ignore_ascii_case(word))
    }
}

impl FromStr for Opening {
    type Err = HoursWordsError;

    fn from_str(text: &str) -> Result<Self, HoursWordsError> {
        let opening = text.split_once('-').and_then(|(from, to)| {
            Some(Self { from_minute: clock_minute(from)?, to_minute: clock_minute(to)? })
        });
        opening.ok_or_else(|| HoursWordsError::NoTimes(text.to_owned()))
    }
}

/// Openings of one or several days: `mon,wed-fri 09:00-12:00 13:00-18:00`.
///
/// # Errors
/// [`HoursWordsError`] for what is no day and no time. Whether a clock has them is found by [`super::Hours::new`].
pub fn openings(text: &str) -> Result<Vec<(Weekday, Opening)>, HoursWordsError> {
    let mut words = text.split_whitespace();
    let days = days(words.next().unwrap_or_default())?;
    let openings = words.map(str::parse).collect::<Result<Vec<Opening>, _>>()?;
    if openings.is_empty() {
        return Err(HoursWordsError::NoTimes(text.to_owned()));
    }
    let of_day = |day: Weekday| openings.iter().map(move |opening| (day, *opening));
    Ok(days.into_iter().flat_map(of_day).collect())
}

/// `mon`, `mon-fri`, `sat,sun`.
fn days(text: &str) -> Result<Vec<Weekday>, HoursWordsError> {
    let day = |word: &str| {
        Weekday::named(word).ok_or_else(|| HoursWordsError::NoWeekday(word.to_owned()))
    };
    let mut days = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        if last < first {
            return Err(HoursWordsError::WeekTurns(part.to_owned()));
        }
        days.extend(Weekday::ALL.iter().filter(|day| (first..=last).contains(*day)));
    }
    Ok(days)
}

/// The minute of the day that `09:30` says, up to 24:59: what no clock shows is told of by the one who knows its day.
pub fn clock_minute(clock: &str) -> Option<i32> {
    let (hour, minute) = clock.split_once(':')?;
    let is_number = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || minute.len() != 2 || !is_number(minute) {
        return None;
    }
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_openings_are_typed_in_one_line() {
        let typed = openings("Mon-Wed,sun 09:00-12:00 13:30-24:00").expect("hours");
        let shown: Vec<String> =
            typed.iter().map(|(day, opening)| format!("{} {opening}", day.short())).collect();
        assert_eq!(shown.len(), 8);
        assert_eq!(shown.first().map(String::as_str), Some("MON 09:00-12:00"));
        assert_eq!(shown.last().map(String::as_str), Some("SUN 13:30-24:00"));
    }

    #[test]
    fn what_says_no_hours_is_refused_with_what_to_write() {
        for (typed, told) in [
            ("mon", "says no times"),
            ("", "is no day"),
            ("always", "is no day"),
            ("fri-mon 09:00-18:00", "a week begins with mon"),
            ("mon 9-18", "09:00-18:00"),
            ("mon 09:60-18:00", "09:00-18:00"),
            ("mon 09:00-25:00", "09:00-18:00"),
            ("mon +9:00-18:00", "09:00-18:00"),
        ] {
            let refused = openings(typed).expect_err("it was taken").to_string();
            assert!(refused.contains(told), "{typed}: {refused}");
        }
    }
}
