//! How mistakes are told: the place, what is wrong, the nearest known name.

use crate::limits::TRACE_TEXT_MAX_CHARACTERS;
use serde::Serialize;

/// Something about a rule that its author should change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
    /// May the rule run all the same.
    pub is_warning: bool,
}

impl Problem {
    /// A mistake: the rule cannot run.
    pub fn error(place: (usize, usize), message: impl Into<String>) -> Self {
        Self { line: place.0, column: place.1, message: message.into(), is_warning: false }
    }

    /// Something that is probably not meant.
    pub fn warning(place: (usize, usize), message: impl Into<String>) -> Self {
        Self { is_warning: true, ..Self::error(place, message) }
    }
}

/// The known word that is spelled most like this one, if any is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let distance = |other: &str| strsim::damerau_levenshtein(&lower, &other.to_lowercase());
    let scored = known.into_iter().map(|other| (distance(other), other));
    let (distance, other) = scored.min_by_key(|(distance, _)| *distance)?;
    let longer = word.chars().count().max(other.chars().count());
    (distance <= (longer / 3).max(1) && distance < longer).then_some(other)
}

/// ` Did you mean "x"?`, when a known word is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |other| format!(" Did you mean \"{other}\"?"))
}

/// Names in a sentence: `a, b and c`.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [all @ .., last] => {
            let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", all.join(", "), last.as_ref())
        }
    }
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text as far as a trace shows it.
pub fn cut(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(TRACE_TEXT_MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

/// A duration as it is spoken: its two largest units.
pub fn duration(milliseconds: i64) -> String {
    const UNITS: [(&str, i64); 4] =
        [("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];
    let mut rest = (milliseconds / 1_000).abs();
    let mut parts = Vec::new();
    for (name, seconds) in UNITS {
        let count = rest / seconds;
        rest %= seconds;
        if count > 0 && parts.len() < 2 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "0 seconds".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("priorty", ["number", "priority"]), Some("priority"));
        assert_eq!(nearest("URGNT", ["LOW", "URGENT"]), Some("URGENT"));
        assert_eq!(nearest("elephant", ["LOW", "URGENT"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }

    #[test]
    fn durations_and_numbers_are_spoken() {
        assert_eq!(duration(1_800_000), "30 minutes");
        assert_eq!(duration(90_061_000), "1 day 1 hour");
        assert_eq!(duration(500), "0 seconds");
        assert_eq!((grouped(20_000), grouped(7)), ("20,000".to_owned(), "7".to_owned()));
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn a_long_text_is_cut_and_marked() {
        assert_eq!(cut("a\n  b"), "a b");
        assert_eq!(cut(&"é".repeat(100)).chars().count(), TRACE_TEXT_MAX_CHARACTERS + 1);
    }
}
