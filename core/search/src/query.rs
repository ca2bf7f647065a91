//! The query language: words, "phrases", -exclusions, prefixes* and operators such as
//! `from:customer before:2026-01-31 status:closed`. Parsed here, compiled in `compile`.

use crate::{
    SearchError,
    analysis::{self, Placed},
    chat_term::ChatTerm,
    limits,
    parts::{Part, split},
};
use jiff::{civil::Date, tz::TimeZone};
use std::collections::BTreeSet;
use switchboard_model::{Timestamp, limits::SEARCH_TEXT_MAX_BYTES, number};

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
    /// What the chat is to be like, such as `label:`.
    pub chats: Vec<ChatTerm>,
    /// What the chat is not to be like, such as `-label:`.
    pub excluded_chats: Vec<ChatTerm>,
    /// Not before.
    pub after: Option<Timestamp>,
    /// Not from then on.
    pub before: Option<Timestamp>,
    /// The whole query as text: who pastes a line finds it, whatever its signs mean here.
    pub literal: Vec<Placed>,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A word, found with typos; the last one of a query also as a beginning.
    Word {
        text: String,
        is_prefix: bool,
        /// The keys of the number that it may be.
        keys: BTreeSet<String>,
    },
    /// Words side by side.
    Phrase(Vec<Placed>),
    /// What was typed without spaces and is several words, or a number with spaces.
    Compound {
        words: Vec<Placed>,
        is_prefix: bool,
        /// It has spaces: its groups may also be numbers of their own.
        is_spaced: bool,
        keys: BTreeSet<String>,
    },
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
    /// Parses what a person typed, whose days begin in this zone. Errors say what to change.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Self, SearchError> {
        if text.len() > SEARCH_TEXT_MAX_BYTES {
            return refuse(format!("the query is too long: at most {SEARCH_TEXT_MAX_BYTES} bytes"));
        }
        let mut query = Self::default();
        let parts = with_whole_numbers(split(text));
        let last = parts.len().saturating_sub(1);
        for (place, part) in parts.into_iter().enumerate() {
            query.add(&part, place == last && !text.ends_with(char::is_whitespace), zone)?;
        }
        query.clauses.truncate(limits::QUERY_CLAUSES);
        let of_chats = query.chats.len() + query.excluded_chats.len();
        if query.excluded.len() + of_chats > limits::QUERY_CLAUSES {
            return refuse(format!(
                "too many exclusions and operators such as label: – at most {}",
                limits::QUERY_CLAUSES
            ));
        }
        let excluded = std::mem::take(&mut query.excluded);
        if query == Self::default() {
            return refuse(if excluded.is_empty() {
                "type at least one word to search for".into()
            } else {
                "say also what to search for: -word only takes away from it".into()
            });
        }
        Ok(Self { excluded, literal: analysis::literal(text), ..query })
    }

    /// A query for a text as it stands, where nothing of it is syntax; none for one without words.
    pub fn of_text(text: &str) -> Option<Self> {
        let text = Some(text).filter(|text| text.len() <= SEARCH_TEXT_MAX_BYTES)?;
        let words = Some(analysis::literal(text)).filter(|words| !words.is_empty())?;
        Some(Self { clauses: vec![Clause::Phrase(words)], ..Self::default() })
    }

    /// Do signs take something away from what the words find.
    pub fn is_narrowed(&self) -> bool {
        let is_of_chats = !self.chats.is_empty() || !self.excluded_chats.is_empty();
        let is_of_days = self.after.is_some() || self.before.is_some();
        let is_of_kind = self.from.is_some() || !self.has.is_empty();
        !self.excluded.is_empty() || is_of_chats || is_of_days || is_of_kind
    }

    fn add(&mut self, part: &Part, is_last: bool, zone: &TimeZone) -> Result<(), SearchError> {
        let (is_excluded, word) = match exclusion(part) {
            Some(rest) => (true, rest),
            None => (part.is_excluded, part.text.as_str()),
        };
        if let Some((name, value)) = operator(word).filter(|_| !part.is_phrase) {
            return match name.as_str() {
                "after" | "before" | "from" | "has" if is_excluded => {
                    refuse(format!("{name}: has no opposite: leave out the minus before it"))
                }
                "after" => day(&name, value, zone).map(|day| self.after = Some(day)),
                "before" => day(&name, value, zone).map(|day| self.before = Some(day)),
                _ => self.narrow(&name, value, is_excluded),
            };
        }
        let target = if is_excluded { &mut self.excluded } else { &mut self.clauses };
        if part.is_phrase {
            target.extend(phrase(word));
        } else {
            target.extend(clause(word, word.ends_with('*') || is_last));
        }
        Ok(())
    }

    fn narrow(&mut self, name: &str, value: &str, is_excluded: bool) -> Result<(), SearchError> {
        match name {
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
            _ => {
                let chats = if is_excluded { &mut self.excluded_chats } else { &mut self.chats };
                chats.extend(ChatTerm::of(name, value)?);
            }
        }
        Ok(())
    }
}

fn refuse<T>(text: String) -> Result<T, SearchError> {
    Err(SearchError::Query(text))
}

/// The operator that a part is, with its value. What has another word before a colon is text.
fn operator(word: &str) -> Option<(String, &str)> {
    let (name, value) = word.split_once(':').filter(|(_, value)| !value.is_empty())?;
    let name = name.to_ascii_lowercase();
    analysis::OPERATORS.contains(&name.as_str()).then_some((name, value))
}

/// What a part excludes. `-18` is a number, and `--help` a text.
fn exclusion(part: &Part) -> Option<&str> {
    let rest = part.text.strip_prefix('-').filter(|_| !part.is_phrase)?;
    rest.starts_with(char::is_alphabetic).then_some(rest)
}

fn is_text(part: &Part) -> bool {
    !part.is_phrase && exclusion(part).is_none() && operator(&part.text).is_none()
}

/// Puts parts together that are one number with spaces, such as `+380 50 111 22 33`.
fn with_whole_numbers(parts: Vec<Part>) -> Vec<Part> {
    let mut whole: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        match whole.last_mut().filter(|before| is_text(before) && is_text(&part)) {
            Some(before) => {
                let both = format!("{} {}", before.text, part.text);
                if number::lookup(&both).is_empty() {
                    whole.push(part);
                } else {
                    before.text = both;
                }
            }
            None => whole.push(part),
        }
    }
    whole
}

fn phrase(text: &str) -> Option<Clause> {
    match asked(text) {
        words if words.len() > 1 => Some(Clause::Phrase(words)),
        _ => clause(text, false),
    }
}

fn clause(text: &str, is_prefix: bool) -> Option<Clause> {
    let words = asked(text);
    let has_digit = words.iter().any(|(_, word)| word.bytes().any(|byte| byte.is_ascii_digit()));
    let keys = if has_digit { number::lookup(text) } else { BTreeSet::new() };
    let (_, last) = words.last()?;
    let is_half = analysis::is_half(last);
    if let [(_, word)] = words.as_slice() {
        let is_long = word.chars().count() >= limits::PREFIX_CHARACTERS;
        let is_prefix = is_half || is_prefix && is_long;
        return Some(Clause::Word { text: word.clone(), is_prefix, keys });
    }
    let is_spaced = text.contains(char::is_whitespace);
    Some(Clause::Compound { is_prefix: is_prefix || is_half, words, is_spaced, keys })
}

/// The words of a part, as many as a phrase may have.
fn asked(text: &str) -> Vec<Placed> {
    let mut words = analysis::asked(text);
    words.truncate(limits::PHRASE_WORDS);
    words
}

/// When a day begins in a zone: where a clock that is put forward leaves midnight out, right after it.
fn day(name: &str, value: &str, zone: &TimeZone) -> Result<Timestamp, SearchError> {
    let day = value.parse::<Date>().ok().filter(|day| day.to_string() == value);
    match day.and_then(|day| day.to_zoned_datetime(zone.clone()).ok()) {
        Some(begin) => Ok(Timestamp(begin.timestamp().as_millisecond())),
        None => refuse(format!("{name}: takes a day such as 2026-01-31")),
    }
}

/// The zone of this IANA name; UTC without one.
pub fn zone(name: Option<&str>) -> Result<TimeZone, SearchError> {
    let Some(name) = name else { return Ok(TimeZone::UTC) };
    let unknown = || {
        SearchError::Query(format!(
            "timeZone: {name:?} is no time zone that is known here: pass one such as Europe/Berlin"
        ))
    };
    TimeZone::get(name).map_err(|_| unknown())
}

#[cfg(test)]
mod tests;
