//! The rules that run on a server: compiled once, and asked at each event in their order.

use crate::engine::{Engine, Mode, Ran};
use crate::facts::Facts;
use crate::header::Start;
use crate::intent::Recorded;
use crate::names::Names;
use crate::rule::{Rule, RuleReader};
use crate::run::Failure;
use crate::surface::Starts;
use std::sync::Arc;
use switchboard_model::rule::RuleWait;

/// The rules that run.
pub struct Library {
    rules: Vec<Rule>,
    broken: Vec<(String, String)>,
    engine: Engine,
    tracer: Engine,
}

/// What a rule came to, where that was not nothing.
#[derive(Clone, Debug)]
pub struct RuleRan {
    /// The rule's key.
    pub key: String,
    /// What it asks for, in order.
    pub intents: Vec<Recorded>,
    /// What the parts of its conditions came to, and what it noted.
    pub steps: Vec<String>,
    /// Where it ended early, and why.
    pub failure: Option<(usize, Failure)>,
}

impl Library {
    /// Compiles rules, each a key and a script, in any order. One that cannot run is told by [`Self::broken`].
    pub fn new(scripts: &[(String, String)], names: &Names) -> Self {
        let reader = RuleReader::default();
        let (mut rules, mut broken) = (Vec::new(), Vec::new());
        for (key, source) in scripts {
            let read = reader.read(key, source, names);
            match read.rule {
                Some(rule) => rules.push(rule),
                None => {
                    let first = read.problems.iter().find(|problem| !problem.is_warning);
                    let why =
                        first.map(|problem| format!("line {}: {}", problem.line, problem.message));
                    broken.push((key.clone(), why.unwrap_or_default()));
                }
            }
        }
        rules.sort_by(|one, other| {
            (one.header.order, &one.key).cmp(&(other.header.order, &other.key))
        });
        let (engine, tracer) = (Engine::new(Mode::Plain), Engine::new(Mode::Traced));
        Self { rules, broken, engine, tracer }
    }

    /// The keys of those that cannot run any more, because names have gone, and why.
    pub fn broken(&self) -> &[(String, String)] {
        &self.broken
    }

    /// Does one of them listen to events of this name.
    pub fn hooks(&self, event: &str) -> bool {
        self.rules.iter().any(|rule| rule.header.start(event).is_some())
    }

    /// The states that rules wait for, each with its rule's key.
    pub fn waits(&self) -> Vec<(String, RuleWait)> {
        let of_rule = |rule: &Rule| -> Vec<(String, RuleWait)> {
            waits_of(&rule.header.on).into_iter().map(|wait| (rule.key.clone(), wait)).collect()
        };
        self.rules.iter().flat_map(of_rule).collect()
    }

    /// Asks the rules that listen to an event, in their order: each sees what those before it decided. What waits or
    /// runs out is asked of its own rule alone.
    pub fn ask(&mut self, facts: &Facts, only: Option<&str>) -> Vec<RuleRan> {
        let mut facts = facts.clone();
        let mut all = Vec::new();
        for rule in &self.rules {
            let is_meant = only.is_none_or(|key| key == rule.key);
            if !is_meant || !rule.hears(&facts.event, &facts.channel) {
                continue;
            }
            let seen = facts.clone();
            let ran = self.engine.run(&rule.script, seen.clone());
            let is_stopped = ran.is_stopped;
            facts.chat = ran.chat.clone();
            facts.contact = ran.contact.clone();
            if !ran.intents.is_empty() || ran.failure.is_some() {
                let steps = traced(&mut self.tracer, rule, seen);
                let Ran { intents, failure, .. } = ran;
                all.push(RuleRan { key: rule.key.clone(), intents, steps, failure });
            }
            if is_stopped {
                break;
            }
        }
        all
    }
}

/// What the conditions of a rule come to, a line each, and what it notes.
fn traced(tracer: &mut Engine, rule: &Rule, facts: Facts) -> Vec<String> {
    let Ok(script) = tracer.compile(&rule.source, Arc::clone(&rule.searches)) else {
        return Vec::new();
    };
    let ran = tracer.run(&script, facts);
    let noted = ran.log.into_iter().map(|line| format!("it noted \"{line}\""));
    ran.steps.iter().map(ToString::to_string).chain(noted).collect()
}

/// The states that a header waits for, with the places of their times.
pub fn waits_of(on: &[Start]) -> Vec<RuleWait> {
    let mut waits = Vec::new();
    for start in on.iter().filter(|start| start.event.starts == Starts::Wait) {
        for (step, wait) in (1..).zip(&start.waits) {
            let (start, ms) = (start.event.name.to_owned(), wait.milliseconds);
            waits.push(RuleWait { start, step, ms, is_business: wait.is_business });
        }
    }
    waits
}
