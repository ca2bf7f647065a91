//! One run of a rule: the picture that it reads, what it has asked for so far, and the bounds of both.

use crate::facts::{ChatFacts, ContactFacts, Facts};
use crate::hours::Calendar;
use crate::intent::{Intent, Recorded};
use crate::limits::{INTENTS_MAX, LOG_LINES_MAX, NOTES_MAX, SEARCHED_MAX_BYTES, TRACE_STEPS_MAX};
use crate::search::WordList;
use crate::trace::Seen;
use crate::words;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use switchboard_model::Timestamp;

/// Why a run ended before its last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The chat does not allow it: what was asked for before stands.
    Refused(String),
    /// The rule is broken: nothing of it stands.
    Failed(String),
}

/// What is compiled with a script: its patterns and the words that it looks for.
#[derive(Debug, Default)]
pub struct Searches {
    /// Patterns by their source.
    pub patterns: BTreeMap<String, Regex>,
    /// Words by themselves.
    pub words: BTreeMap<String, WordList>,
}

/// One run.
#[derive(Debug)]
pub struct Run {
    /// The picture.
    pub facts: Facts,
    /// What the script's texts were compiled to.
    pub searches: Arc<Searches>,
    state: Mutex<State>,
}

/// What a run has come to.
#[derive(Debug)]
pub struct State {
    /// The chat, with what was asked for.
    pub chat: ChatFacts,
    /// The contact likewise.
    pub contact: ContactFacts,
    /// What was asked for.
    pub intents: Vec<Recorded>,
    /// Do no further rules run.
    pub is_stopped: bool,
    /// Why it ended early.
    pub failure: Option<Failure>,
    /// What the rule noted in its trace.
    pub log: Vec<String>,
    /// What conditions came to, in a traced run.
    pub seen: Vec<Seen>,
    searched_bytes: usize,
}

impl Run {
    /// Begins one.
    pub fn new(facts: Facts, searches: Arc<Searches>) -> Self {
        let state = Mutex::new(State {
            chat: facts.chat.clone(),
            contact: facts.contact.clone(),
            intents: Vec::new(),
            is_stopped: false,
            failure: None,
            log: Vec::new(),
            seen: Vec::new(),
            searched_bytes: 0,
        });
        Self { facts, searches, state }
    }

    /// What it has come to so far.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the event happened.
    pub fn at(&self) -> Timestamp {
        self.facts.event.at
    }

    /// The calendar of the chat's team, else of its channel, else of all.
    pub fn calendar_key(&self) -> String {
        let team = self.state().chat.team.clone();
        let keys = team.into_iter().chain([self.facts.channel.key.clone()]);
        let own = keys.into_iter().find(|key| self.facts.desk.calendars.contains_key(key));
        own.unwrap_or_else(|| "default".to_owned())
    }

    /// A calendar by its key.
    pub fn calendar(&self, key: &str) -> Calendar {
        self.facts.desk.calendar([key])
    }

    /// Records an intent that was checked.
    pub fn record(&self, line: usize, intent: Intent) -> Result<(), Failure> {
        let mut state = self.state();
        let notes = state.intents.iter().filter(|one| matches!(one.intent, Intent::Note(_)));
        if matches!(intent, Intent::Note(_)) && notes.count() >= NOTES_MAX {
            return Err(Failure::Failed(format!("it wrote more than {NOTES_MAX} notes")));
        }
        if state.intents.len() >= INTENTS_MAX {
            return Err(Failure::Failed(format!("it asked for more than {INTENTS_MAX} things")));
        }
        state.intents.push(Recorded { line, intent });
        Ok(())
    }

    /// Counts text that is searched.
    pub fn search(&self, bytes: usize) -> Result<(), Failure> {
        let mut state = self.state();
        state.searched_bytes = state.searched_bytes.saturating_add(bytes);
        if state.searched_bytes > SEARCHED_MAX_BYTES {
            return Err(Failure::Failed("searched too much text".to_owned()));
        }
        Ok(())
    }

    /// Notes a line in the trace; what is too much is left out.
    pub fn log(&self, text: &str) {
        let mut state = self.state();
        if state.log.len() < LOG_LINES_MAX {
            state.log.push(words::cut(text));
        }
    }

    /// Notes what a part of a condition came to.
    pub fn see(&self, seen: Seen) {
        let mut state = self.state();
        if state.seen.len() < TRACE_STEPS_MAX * 2 {
            state.seen.push(seen);
        }
    }
}
