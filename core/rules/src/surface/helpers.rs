//! What the surface's table reads with: helpers, and methods that only look.

use super::{Call, Owner, WEEKDAY_WORDS};
use crate::hours;
use crate::names::Name;
use crate::run::{Failure, Run};
use crate::search::{WordList, pattern, seen_by_patterns};
use crate::value::{self, Handle, IntoValue, Length, Words};
use rhai::Dynamic;
use rust_decimal::prelude::ToPrimitive;
use switchboard_model::fold;

type Outcome = Result<Dynamic, Failure>;

fn failed(text: impl Into<String>) -> Failure {
    Failure::Failed(text.into())
}

/// A value as a text; an absent one is empty.
pub fn text(value: &Dynamic) -> String {
    value.as_immutable_string_ref().map(|text| text.to_string()).unwrap_or_default()
}

/// How many characters a text has.
pub fn length(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// How many entries a list has.
pub fn entries(value: &Dynamic) -> i64 {
    value.as_array_ref().map_or(0, |array| i64::try_from(array.len()).unwrap_or(i64::MAX))
}

/// The key of an object; of the chat's own calendar, which that is.
pub fn key(subject: &Dynamic) -> String {
    subject.clone().try_cast::<Handle>().map(|handle| handle.key).unwrap_or_default()
}

/// The event's time by the clocks of the chat's calendar.
pub fn local(run: &Run) -> jiff::ZonedDateTime {
    run.calendar(&run.calendar_key()).local(run.at())
}

/// The day of the event.
pub fn weekday(run: &Run) -> &'static str {
    let offset = local(run).weekday().to_monday_zero_offset();
    usize::try_from(offset).ok().and_then(|day| WEEKDAY_WORDS.get(day)).copied().unwrap_or_default()
}

/// How many are online.
pub fn online(run: &Run, subject: &Dynamic) -> i64 {
    run.facts.desk.online.get(&key(subject)).copied().unwrap_or_default()
}

/// How many more chats they take.
pub fn capacity(run: &Run, subject: &Dynamic) -> i64 {
    run.facts.desk.capacity.get(&key(subject)).copied().unwrap_or_default()
}

impl<'a> Call<'a> {
    /// An argument as a text.
    pub fn text(&self, index: usize) -> Result<String, Failure> {
        let value =
            self.arguments.get(index).and_then(|value| value.as_immutable_string_ref().ok());
        value.map(|text| text.to_string()).ok_or_else(|| failed("a text is missing here"))
    }

    /// An argument of one of the script's own types.
    pub fn value<T: Clone + 'static>(&self, index: usize) -> Option<T> {
        self.arguments.get(index).and_then(|value| (*value).clone().try_cast::<T>())
    }

    /// An argument that names something that there is.
    pub fn known(&self, index: usize, name: Name) -> Result<String, Failure> {
        let word = self.text(index)?;
        self.run.facts.desk.names.find(name, &word).map_err(Failure::Failed)?;
        Ok(word)
    }
}

/// So many times as many minutes.
pub fn minutes(call: &Call<'_>, times: i64) -> Outcome {
    let number = call.arguments.first().and_then(|value| value::number(value));
    let length = number
        .and_then(|number| number.checked_mul((times * 60_000).into()))
        .and_then(|milliseconds| milliseconds.trunc().to_i64());
    length.map(|length| Length(length).into_value()).ok_or_else(|| failed("this time is too long"))
}

/// A list of words.
pub fn list(call: &Call<'_>) -> Outcome {
    let key = call.known(0, Name::List)?;
    let list = call.run.facts.desk.names.list(&key).cloned();
    Ok(list.map(|list| Words { key, list }).into_value())
}

/// A team, an operator, a role.
pub fn named(call: &Call<'_>, owner: Owner) -> Outcome {
    let mut handle = Handle::of(owner);
    if let Some(name) = handle.name() {
        handle.key = call.known(0, name)?;
    }
    Ok(handle.into_value())
}

/// Notes a line in the trace.
pub fn log(call: &Call<'_>) -> Outcome {
    call.run.log(&call.text(0)?);
    Ok(Dynamic::UNIT)
}

/// Ends the list of rules; the engine ends the run.
pub fn stop(call: &Call<'_>) -> Outcome {
    call.run.state().is_stopped = true;
    Ok(Dynamic::UNIT)
}

/// Has the chat a label.
pub fn has_label(call: &Call<'_>) -> Outcome {
    let label = call.text(0)?;
    Ok(call.run.state().chat.labels.contains(&label).into())
}

/// The newest reference of a kind.
pub fn reference(call: &Call<'_>) -> Outcome {
    let kind = call.text(0)?;
    let references = &call.run.facts.chat.references;
    let newest = references.iter().rev().find(|(of, _)| *of == kind);
    Ok(newest.map(|(_, value)| value.clone()).into_value())
}

/// When a template was said last.
pub fn said(call: &Call<'_>) -> Outcome {
    let template = call.known(0, Name::Template)?;
    Ok(call.run.state().chat.said.get(&template).copied().into_value())
}

/// What the company keeps of the customer.
pub fn attribute(call: &Call<'_>) -> Outcome {
    let key = call.known(0, Name::Attribute)?;
    Ok(call.run.state().contact.attributes.get(&key).cloned().into_value())
}

/// The message's text as it is searched; the search is counted.
fn searched<'r>(call: &Call<'r>) -> Result<&'r str, Failure> {
    let run: &'r Run = call.run;
    let folded = run.facts.message.as_ref().map_or("", |message| message.folded.as_str());
    run.search(folded.len())?;
    Ok(folded)
}

/// Are words in the message.
pub fn mentions(call: &Call<'_>) -> Outcome {
    let folded = searched(call)?;
    if let Some(words) = call.value::<Words>(0) {
        return Ok(words.list.find(folded).is_some().into());
    }
    let word = call.text(0)?;
    let found = match call.run.searches.words.get(&word) {
        Some(list) => list.find(folded).is_some(),
        None => {
            let list = WordList::new([word.as_str()]).map_err(Failure::Failed)?;
            list.find(folded).is_some()
        }
    };
    Ok(found.into())
}

/// Is a pattern found in the message.
pub fn matches(call: &Call<'_>) -> Outcome {
    let folded = seen_by_patterns(searched(call)?);
    let source = call.text(0)?;
    let found = match call.run.searches.patterns.get(&source) {
        Some(pattern) => pattern.is_match(folded),
        None => pattern(&source).map_err(Failure::Failed)?.is_match(folded),
    };
    Ok(found.into())
}

/// Does the message begin so.
pub fn message_starts_with(call: &Call<'_>) -> Outcome {
    Ok(searched(call)?.starts_with(&fold::words(&call.text(0)?)).into())
}

/// Is the event between two times of the day, which may lie over midnight.
pub fn is_between(call: &Call<'_>) -> Outcome {
    let time = |index: usize| {
        let text = call.text(index)?;
        hours::time(&text).ok_or_else(|| failed(format!("\"{text}\" is no time such as \"22:00\"")))
    };
    let (from, to, now) = (time(0)?, time(1)?, local(call.run).time());
    let is_inside = if from <= to { from <= now && now < to } else { from <= now || now < to };
    Ok(is_inside.into())
}

/// Compares two texts without case and marks; an absent one has and is nothing.
pub fn compared(call: &Call<'_>, compare: fn(&str, &str) -> bool) -> Outcome {
    if call.subject.is_unit() {
        return Ok(false.into());
    }
    let (all, part) = (text(call.subject), call.text(0)?);
    call.run.search(all.len() + part.len())?;
    Ok(compare(&fold::words(&all), &fold::words(&part)).into())
}

/// Are two texts the same, letter for letter.
pub fn exactly(call: &Call<'_>) -> Outcome {
    Ok((!call.subject.is_unit() && text(call.subject) == call.text(0)?).into())
}

/// Is a value one of a list's entries.
pub fn has_entry(call: &Call<'_>) -> Outcome {
    let entry = call.arguments.first().copied();
    let list = call.subject.as_array_ref();
    let is_in = match (entry, list) {
        (Some(entry), Ok(list)) => list.iter().any(|one| value::is_same(one, entry)),
        _ => false,
    };
    Ok(is_in.into())
}
