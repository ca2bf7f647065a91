//! Hours and holidays as they are typed and shown: `mon-fri 09:00-18:00`, `2026-12-24 09:00-12:00 Christmas Eve`.

use switchboard_desk::schedule::Holiday;
use switchboard_model::hours::{self, HoursWordsError, Opening, Weekday};
use switchboard_model::schedule::{ScheduleHoliday, ScheduleHours};

/// Openings of one or several days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours(pub Vec<(Weekday, Opening)>);

/// `mon-fri 09:00-18:00`, also with several days and openings: `mon,wed 09:00-12:00 13:00-18:00`.
pub fn week_hours(text: &str) -> Result<WeekHours, HoursWordsError> {
    hours::openings(text).map(WeekHours)
}

/// `2026-12-25 Christmas`, with openings between the two where it is open all the same.
pub fn holiday(text: &str) -> Result<Holiday, String> {
    let parts = text.trim().split_once(char::is_whitespace);
    let (day, mut rest) = parts
        .ok_or_else(|| format!("{text:?} is no day with a name: write \"2026-12-25 Christmas\""))?;
    let mut openings = Vec::new();
    rest = rest.trim_start();
    while let Some((word, behind)) = rest.split_once(char::is_whitespace)
        && let Ok(found) = word.parse::<Opening>()
    {
        openings.push(found);
        rest = behind.trim_start();
    }
    Ok(Holiday { day: day.to_owned(), name: rest.to_owned(), openings })
}

/// An opening of a week as it is typed.
pub fn shown_hours(row: &ScheduleHours) -> String {
    let (from_minute, to_minute) = (row.from_minute, row.to_minute);
    let day = row.weekday.short().to_ascii_lowercase();
    format!("{day} {}", Opening { from_minute, to_minute })
}

/// A day that is different, as it is typed.
pub fn shown_holiday(row: &ScheduleHoliday) -> String {
    let openings: String = row.openings.iter().map(|one| format!("{one} ")).collect();
    format!("{} {openings}{}", row.day, row.name)
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
    fn a_holiday_may_have_hours_of_its_own() {
        for typed in ["2026-12-25 Christmas", "2026-12-24 09:00-10:00 11:00-12:00 Christmas Eve"] {
            let Holiday { day, name, openings } = holiday(typed).expect("a holiday");
            let row = ScheduleHoliday { schedule_id: ScheduleId(1), day, name, openings };
            assert_eq!(shown_holiday(&row), typed);
        }
        assert!(holiday("2026-12-25").is_err(), "it has no name");
    }
}
