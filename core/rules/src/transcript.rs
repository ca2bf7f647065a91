//! Tests of rules as transcripts: who reads chats can write them. The real engine runs over a chat that is
//! folded from the steps, under a clock that stands still between them.

mod history;
mod parse;
mod set;
mod steps;

pub use parse::parse;

use crate::engine::{Engine, Mode};
use crate::facts::DeskFacts;
use crate::hours::Calendar;
use crate::names::Names;
use crate::rule::Rule;
use history::History;
use jiff::civil::{Time, Weekday};
use serde::Serialize;
use std::sync::Arc;

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its title.
    pub title: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is so before it begins.
    pub settings: Settings,
    /// What happens.
    pub steps: Vec<Step>,
}

/// What is so before a case begins.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The channel.
    pub channel: Option<String>,
    /// The customer's name and what is known of them.
    pub contact: Option<(String, Vec<(String, String)>)>,
    /// Calendars by their key.
    pub hours: Vec<(String, Calendar)>,
    /// Lists of words.
    pub lists: Vec<(String, String)>,
    /// Which other rules run.
    pub with: With,
}

/// Which other rules run beside the tested one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum With {
    /// None.
    #[default]
    Alone,
    /// All of the folder.
    All,
    /// These.
    Keys(Vec<String>),
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its line, from 1.
    pub line: usize,
    /// When, where it says so.
    pub when: Option<When>,
    /// What.
    pub what: What,
}

/// A time of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A time of the day, of the next such weekday where one is named.
    Clock(Option<Weekday>, Time),
    /// So many milliseconds later.
    Later(i64),
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The customer writes.
    Customer(String),
    /// An operator writes.
    Operator(String, String),
    /// A responder writes.
    Ai(String),
    /// Somebody closes the chat.
    Closed(String),
    /// Something is changed.
    Set(String, String),
    /// An event happens.
    Event(String),
    /// What the rules are to have asked for since the last one.
    Expect(Vec<String>),
}

/// A case that did not come to what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseFailure {
    /// The case's title.
    pub case: String,
    /// The line of the transcript, from 1.
    pub line: usize,
    /// What was expected, what came, and why.
    pub message: String,
}

/// Runs a case of a rule. `others` are the rules of its folder, in their order.
pub fn run(
    case: &Case,
    tested: &Rule,
    others: &[Rule],
    names: &Names,
    engine: &mut Engine,
) -> Result<(), CaseFailure> {
    let failed =
        |line: usize, message: String| CaseFailure { case: case.title.clone(), line, message };
    let facts = desk_of(case, names).map_err(|message| failed(case.line, message))?;
    let takes = |rule: &&Rule| match &case.settings.with {
        With::Alone => rule.key == tested.key,
        With::All => true,
        With::Keys(keys) => rule.key == tested.key || keys.contains(&rule.key),
    };
    let rules: Vec<&Rule> = others.iter().filter(takes).collect();
    let mut history = History::new(case, facts, rules, engine);
    history.know(case).map_err(|message| failed(case.line, message))?;
    for step in &case.steps {
        history.step(step).map_err(|message| failed(step.line, message))?;
        if let What::Expect(items) = &step.what {
            let got = history.take();
            if !is_met(items, &got) {
                return Err(failed(step.line, told(items, &got, tested, &history)));
            }
        }
    }
    let rest = history.take();
    if rest.is_empty() {
        return Ok(());
    }
    let line = case.steps.last().map_or(case.line, |step| step.line);
    Err(failed(line, format!("expected nothing more, got {}", shown(&rest))))
}

/// The names and calendars of a case.
fn desk_of(case: &Case, names: &Names) -> Result<Arc<DeskFacts>, String> {
    let mut facts = DeskFacts { names: names.clone(), ..DeskFacts::default() };
    for (key, words) in &case.settings.lists {
        let list = crate::search::WordList::new(words.split(','))
            .map_err(|message| format!("list {key}: {message}"))?;
        facts.names.insert_list(key, list);
    }
    facts.calendars.extend(case.settings.hours.iter().cloned());
    Ok(Arc::new(facts))
}

/// What a rule asked for, with the ways to name it.
type Got = Vec<Vec<String>>;

/// Do the items name all that was asked for, in any order.
fn is_met(items: &[String], got: &Got) -> bool {
    let mut rest: Vec<&Vec<String>> = got.iter().collect();
    for item in items {
        let Some(place) = rest.iter().position(|names| names.contains(item)) else { return false };
        rest.swap_remove(place);
    }
    rest.is_empty()
}

fn shown(got: &Got) -> String {
    if got.is_empty() {
        return "nothing".to_owned();
    }
    let all: Vec<&str> = got.iter().filter_map(|names| names.first()).map(String::as_str).collect();
    all.join(", ")
}

/// What was expected, what came, and what the conditions came to when the rule ran last.
fn told(items: &[String], got: &Got, tested: &Rule, history: &History<'_>) -> String {
    let expected = if items.is_empty() { "nothing".to_owned() } else { items.join(", ") };
    let mut message = format!("expected {expected}, got {}", shown(got));
    let Some(facts) = history.last_facts() else {
        message.push_str("; the rule was not asked: nothing that its @on names has happened");
        return message;
    };
    let mut engine = Engine::new(Mode::Traced);
    if let Ok(script) = engine.compile(&tested.source, Arc::clone(&tested.searches)) {
        let ran = engine.run(&script, facts.clone());
        message.push_str(&format!("; at {}", facts.event.kind));
        for step in ran.steps {
            message.push_str(&format!("; {step}"));
        }
        for line in ran.log {
            message.push_str(&format!("; it noted \"{line}\""));
        }
    }
    message
}
