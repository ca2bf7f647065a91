//! The query language: words, "phrases", -exclusions, prefixes* and operators such as
//! `from:customer before:2026-01-31 label:urgent`. Parsed here, compiled in `compile`.

use crate::{
    SearchError, analysis, limits,
    parts::{Part, split},
};
use chrono::NaiveDate;
use switchboard_model::Timestamp;

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What must occur.
    pub clauses: Vec<Clause>,
    /// What must not occur.
    pub excluded: Vec<Clause>,
    /// Words of `from:`.
    pub from: Option<Author>,
    /// Words of `has:`.
    pub has: Vec<Has>,
    /// Names of `label:`: the chat has all of them.
    pub labels: Vec<String>,
    /// Names of `-label:`: the chat has none of them.
    pub excluded_labels: Vec<String>,
    /// Not before.
    pub after: Option<Timestamp>,
    /// Not from then on.
    pub before: Option<Timestamp>,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A word, found with typo_budget; the last one of a query also as a beginning.
    Word { text: String, is_prefix: bool },
    /// Words side by side.
    Phrase(Vec<String>),
    /// A long number in any spelling.
    Number(String),
}

/// Who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The customer.
    Customer,
    /// A colleague.
    Operator,
}

/// What it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// A file.
    Attachment,
    /// A quoted message.
    Quote,
}

impl Query {
    /// Parses what a person typed. Errors say what to change.
    pub fn parse(text: &str) -> Result<Self, SearchError> {
        if text.chars().count() > limits::QUERY_CHARACTERS {
            return refuse(format!(
                "the query is too long: at most {} characters",
                limits::QUERY_CHARACTERS
            ));
        }
        let mut query = Self::default();
        if let Some(number) = analysis::long_number(text.trim()) {
            query.clauses.push(Clause::Number(number));
            return Ok(query);
        }
        let parts = split(text);
        let last = parts.len().saturating_sub(1);
        for (place, part) in parts.into_iter().enumerate() {
            query.add(&part, place == last && !text.ends_with(char::is_whitespace))?;
        }
        let names = query.labels.len() + query.excluded_labels.len();
        if query.clauses.len() + query.excluded.len() + names > limits::QUERY_CLAUSES {
            return refuse(format!("too many words: at most {}", limits::QUERY_CLAUSES));
        }
        if query == Self::default() {
            return refuse("type at least one word to search for".into());
        }
        Ok(query)
    }

    fn add(&mut self, part: &Part, is_last: bool) -> Result<(), SearchError> {
        let (is_excluded, word) = match part.text.strip_prefix('-') {
            Some(rest) if !rest.is_empty() && !part.is_phrase => (true, rest),
            _ => (part.is_excluded, part.text.as_str()),
        };
        let target = if is_excluded { &mut self.excluded } else { &mut self.clauses };
        if part.is_phrase {
            push_phrase(target, word);
            return Ok(());
        }
        if let Some((name, value)) = word.split_once(':').filter(|(_, value)| !value.is_empty())
            && name.chars().all(|letter| letter.is_ascii_alphabetic())
            && !value.starts_with("//")
        {
            return self.operator(name, value, is_excluded);
        }
        if let Some(number) = analysis::long_number(word) {
            target.push(Clause::Number(number));
            return Ok(());
        }
        let is_prefix = word.ends_with('*') || is_last;
        let pieces = analysis::pieces(word);
        match pieces.as_slice() {
            [] => {}
            [piece] => target.push(Clause::Word { text: piece.text.clone(), is_prefix }),
            _ => push_phrase(target, word),
        }
        Ok(())
    }

    fn operator(&mut self, name: &str, value: &str, is_excluded: bool) -> Result<(), SearchError> {
        match name.to_ascii_lowercase().as_str() {
            "from" => {
                self.from = Some(match value.to_ascii_lowercase().as_str() {
                    "customer" | "contact" => Author::Customer,
                    "operator" => Author::Operator,
                    _ => return refuse("from: takes customer or operator".into()),
                });
            }
            "has" => self.has.push(match value.to_ascii_lowercase().as_str() {
                "attachment" | "file" => Has::Attachment,
                "quote" => Has::Quote,
                _ => return refuse("has: takes attachment or quote".into()),
            }),
            "label" => {
                let names = if is_excluded { &mut self.excluded_labels } else { &mut self.labels };
                names.push(value.trim_matches('"').to_owned());
            }
            "after" => self.after = Some(day(name, value)?),
            "before" => self.before = Some(day(name, value)?),
            _ => {
                return refuse(format!(
                    "{name}: is no operator; there are from: has: label: after: before:, and \
                     quotes around words that contain a colon"
                ));
            }
        }
        Ok(())
    }
}

fn refuse<T>(text: String) -> Result<T, SearchError> {
    Err(SearchError::Query(text))
}

fn push_phrase(target: &mut Vec<Clause>, text: &str) {
    let words: Vec<String> = analysis::pieces(text).into_iter().map(|piece| piece.text).collect();
    match words.len() {
        0 => {}
        1 => target.extend(words.into_iter().map(|text| Clause::Word { text, is_prefix: false })),
        _ => target.push(Clause::Phrase(words)),
    }
}

fn day(name: &str, value: &str) -> Result<Timestamp, SearchError> {
    match value.parse::<NaiveDate>() {
        Ok(day) => Ok(Timestamp(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis())),
        Err(_) => refuse(format!("{name}: takes a day such as 2026-01-31")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, is_prefix: bool) -> Clause {
        Clause::Word { text: text.into(), is_prefix }
    }

    #[test]
    fn words_phrases_exclusions_and_operators() {
        let query =
            Query::parse("Invoice \"late payment\" -spam from:customer before:2026-02-01 ord")
                .expect("parsed");
        assert_eq!(
            query.clauses,
            [
                word("invoice", false),
                Clause::Phrase(vec!["late".into(), "payment".into()]),
                word("ord", true)
            ]
        );
        assert_eq!(query.excluded, [word("spam", false)]);
        assert_eq!(query.from, Some(Author::Customer));
        assert_eq!(query.before, Some(Timestamp(1_769_904_000_000)));
    }

    #[test]
    fn labels_have_names_of_several_words() {
        let query = Query::parse("label:vip -label:\"late payment\" label:\"Wants more\" tea ")
            .expect("parsed");
        assert_eq!(query.labels, ["vip", "Wants more"]);
        assert_eq!(query.excluded_labels, ["late payment"]);
        assert_eq!(query.clauses, [word("tea", false)]);
        assert_eq!(Query::parse("label:\"left open").expect("parsed").labels, ["left open"]);
    }

    #[test]
    fn dense_scripts_become_phrases_of_pairs() {
        let query = Query::parse("退款申请 ").expect("parsed");
        assert_eq!(
            query.clauses,
            [Clause::Phrase(vec!["退款".into(), "款申".into(), "申请".into()])]
        );
    }

    #[test]
    fn errors_say_what_to_change() {
        for (text, part) in [
            ("", "at least one word"),
            ("   \"\" ", "at least one word"),
            ("after:yesterday", "2026-01-31"),
            ("colour:red", "there are from:"),
            (&"x".repeat(500), "too long"),
            (&"a ".repeat(100), "too many"),
        ] {
            let error = Query::parse(text).expect_err(text).to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn addresses_and_numbers_are_not_operators() {
        assert!(Query::parse("https://acme.example/a").is_ok());
        let query = Query::parse("+380 50 111-22-33").expect("parsed");
        assert_eq!(query.clauses, [Clause::Number("380501112233".into())]);
    }
}
