//! Reads transcripts. A line that is none is told, with what may stand there.

use super::{Case, Settings, Step, What, When, With};
use crate::header::length_ms;
use crate::hours::{self, Calendar};
use crate::limits::{CASE_STEPS_MAX, CASES_MAX};
use crate::words::Problem;

/// Reads the cases of a file.
pub fn parse(text: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let mut cases: Vec<Case> = Vec::new();
    let mut problems = Vec::new();
    for (index, whole) in text.lines().enumerate() {
        let line = whole.trim();
        let number = index + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let column = whole.chars().take_while(|letter| letter.is_whitespace()).count() + 1;
        if let Some(title) = line.strip_prefix("case:") {
            let (title, settings) = (title.trim().to_owned(), Settings::default());
            cases.push(Case { title, line: number, settings, steps: Vec::new() });
            continue;
        }
        let read = match cases.last_mut() {
            Some(case) => read(case, line, number),
            None => Err("a case begins with its title: case: what is so".to_owned()),
        };
        problems.extend(read.err().map(|message| Problem::error((number, column), message)));
    }
    for case in &cases {
        let has_expectation = case.steps.iter().any(|step| matches!(step.what, What::Expect(_)));
        let message = if case.title.is_empty() {
            "the case has no title"
        } else if !has_expectation {
            "the case expects nothing: write expect …, or expect nothing"
        } else if case.steps.len() > CASE_STEPS_MAX {
            "the case has too many steps: divide it"
        } else {
            continue;
        };
        problems.push(Problem::error((case.line, 1), message));
    }
    if cases.len() > CASES_MAX {
        problems.push(Problem::error((1, 1), format!("the file has more than {CASES_MAX} cases")));
    }
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

fn read(case: &mut Case, line: &str, number: usize) -> Result<(), String> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let is_begun = !case.steps.is_empty();
    if matches!(word, "channel" | "contact" | "hours" | "list" | "with") {
        if is_begun {
            return Err(format!("`{word}` stands before the first step of its case"));
        }
        return setting(&mut case.settings, word, rest);
    }
    let (when, line) = time(line);
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let what = match word {
        "customer:" => What::Customer(rest.to_owned()),
        "ai:" => What::Ai(rest.to_owned()),
        "operator" => {
            let (who, text) = rest
                .split_once(':')
                .ok_or("write it as operator bo@example.com: the text".to_owned())?;
            What::Operator(who.trim().to_owned(), text.trim().to_owned())
        }
        "closed" if !rest.is_empty() => What::Closed(rest.to_owned()),
        "set" => {
            let (property, value) = rest
                .split_once(char::is_whitespace)
                .ok_or("write it as set contact.chat_count 3".to_owned())?;
            What::Set(property.to_owned(), value.trim().to_owned())
        }
        "event" if !rest.is_empty() => What::Event(rest.to_owned()),
        "expect" if rest == "nothing" => What::Expect(Vec::new()),
        "expect" if !rest.is_empty() => {
            What::Expect(rest.split(',').map(|item| item.trim().to_owned()).collect())
        }
        _ => {
            let known = [
                "customer:",
                "operator",
                "ai:",
                "closed",
                "set",
                "event",
                "expect",
                "channel",
                "contact",
                "hours",
                "list",
                "with",
            ];
            let hint = crate::words::did_you_mean(word, known);
            return Err(format!("\"{word}\" is no step.{hint} Known: {}.", known.join(" ")));
        }
    };
    if when.is_none() && !matches!(what, What::Expect(_)) {
        return Err(format!("when? Write a time before it, such as 10:00 {line}"));
    }
    case.steps.push(Step { line: number, when, what });
    Ok(())
}

/// The time at the beginning of a line, and the rest.
fn time(line: &str) -> (Option<When>, &str) {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim_start();
    if let Some(length) = word.strip_prefix('+').and_then(length_ms) {
        return (Some(When::Later(length)), rest);
    }
    if let Some(time) = hours::time(word) {
        return (Some(When::Clock(None, time)), rest);
    }
    if let Some(day) = hours::weekday(word) {
        let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if let Some(time) = hours::time(word) {
            return (Some(When::Clock(Some(day), time)), rest.trim_start());
        }
    }
    (None, line)
}

fn setting(settings: &mut Settings, word: &str, rest: &str) -> Result<(), String> {
    match word {
        "channel" => settings.channel = Some(rest.to_owned()),
        "contact" => {
            let mut parts = rest.split(',').map(str::trim);
            let name = parts.next().unwrap_or_default().to_owned();
            let attributes = parts.map(|part| {
                let (key, value) = part.split_once(char::is_whitespace)?;
                Some((key.to_owned(), value.trim().to_owned()))
            });
            let attributes: Option<Vec<_>> = attributes.collect();
            let attributes =
                attributes.ok_or("write it as contact Ana, role vip, plan gold".to_owned())?;
            settings.contact = Some((name, attributes));
        }
        "hours" => {
            let wrong = "write it as hours default Mon-Fri 09:00-18:00 in Europe/Berlin";
            let (key, rest) = rest.split_once(char::is_whitespace).ok_or(wrong.to_owned())?;
            let (spans, zone) = rest.rsplit_once(" in ").ok_or(wrong.to_owned())?;
            settings.hours.push((key.to_owned(), Calendar::parse(spans.trim(), zone.trim())?));
        }
        "list" => {
            let wrong = "write it as list payment-words = refund*, money back";
            let (key, words) = rest.split_once('=').ok_or(wrong.to_owned())?;
            settings.lists.push((key.trim().to_owned(), words.trim().to_owned()));
        }
        _ if rest == "all" => settings.with = With::All,
        _ => settings.with = With::Keys(rest.split(',').map(|key| key.trim().to_owned()).collect()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_step_is_told_with_what_may_stand_there() {
        let told = |text: &str| parse(text).unwrap_err().swap_remove(0);
        let problem = told("case: a\n  10:00 custmer: hi\n  expect nothing\n");
        assert_eq!((problem.line, problem.column), (2, 3));
        assert!(
            problem.message.starts_with("\"custmer:\" is no step. Did you mean \"customer:\"?")
        );
        assert_eq!(
            told("10:00 customer: hi").message,
            "a case begins with its title: case: what is so"
        );
        assert!(told("case: a\n customer: hi\n expect nothing").message.starts_with("when?"));
        assert!(told("case: a\n 10:00 customer: hi").message.contains("expects nothing"));
    }

    #[test]
    fn times_are_read_in_all_three_ways() {
        let cases =
            parse("case: a\n 10:00 customer: a\n Mon 09:30 ai: b\n +20m expect reply x, stop");
        let steps = cases.unwrap().swap_remove(0).steps;
        assert!(matches!(steps[0].when, Some(When::Clock(None, _))));
        assert!(matches!(steps[1].when, Some(When::Clock(Some(_), _))));
        assert_eq!(steps[2].when, Some(When::Later(1_200_000)));
        assert_eq!(steps[2].what, What::Expect(vec!["reply x".to_owned(), "stop".to_owned()]));
    }
}
